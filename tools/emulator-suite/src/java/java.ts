import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { LauncherError } from '../launcher-error.ts';
import { javaCandidates } from './java-candidates.ts';

const INSTALL = `  Debian, Ubuntu   sudo apt-get install default-jre-headless
  macOS            brew install openjdk@21
  elsewhere        https://adoptium.net`;

/** The result of a search for Java. */
export interface JavaSearch {
  /** The first `java` that is new enough. */
  readonly path: string | undefined;
  /** The candidates before it, which are too old. */
  readonly tooOld: readonly { readonly path: string; readonly version: number }[];
  readonly oldest: number;
}

/** Searches for a `java` that can run the emulators: JAVA_HOME, the PATH, then the folder of Debian. */
export async function searchJava(
  env: NodeJS.ProcessEnv,
  oldest: number,
  candidates: readonly string[] = javaCandidates(env),
): Promise<JavaSearch> {
  const tooOld = [];
  for (const path of candidates) {
    const version = await javaVersion(path);
    if (version === undefined) continue;
    if (version >= oldest) return { path, tooOld, oldest };
    tooOld.push({ path, version });
  }
  return { path: undefined, tooOld, oldest };
}

/** Returns the path of the `java` that was found. Throws an error that names the version to install. */
export function requireJava({ path, tooOld, oldest }: JavaSearch): string {
  if (path !== undefined) return path;
  if (tooOld.length === 0) {
    throw new LauncherError(
      `No Java was found. firebase-tools needs it for the Firestore and Realtime Database emulators. Install Java ${oldest} or newer:\n${INSTALL}`,
    );
  }
  const found = tooOld.map((java) => `${java.path} is Java ${java.version}.`).join('\n');
  throw new LauncherError(
    `${found}\nThe emulators need Java ${oldest} or newer. Install one, or set JAVA_HOME:\n${INSTALL}`,
  );
}

/** Returns the oldest Java for a version of firebase-tools: 15 and newer do not start below 21. */
export function oldestJavaFor(firebaseTools: string): number {
  return Number.parseInt(firebaseTools, 10) >= 15 ? 21 : 11;
}

/** Undefined if it cannot run: macOS has a `java` that only prints where to get one. */
async function javaVersion(path: string): Promise<number | undefined> {
  try {
    const { stdout, stderr } = await promisify(execFile)(path, ['-version']);
    return parseJavaVersion(`${stdout}${stderr}`);
  } catch {
    return undefined;
  }
}

/** `version "17.0.15"` is 17 and `version "1.8.0_402"` is 8. */
export function parseJavaVersion(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match ? Number(match[1]) : undefined;
}
