import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findOnPath } from './find-on-path.ts';
import { LauncherError } from './launcher-error.ts';

/** The emulators' classes are compiled for it; firebase-tools 14 warns below 21 and firebase-tools 15 refuses. */
const OLDEST_JAVA = 11;

const INSTALL = `  Debian, Ubuntu   sudo apt-get install openjdk-17-jre-headless   (openjdk-21-jre-headless where there is one)
  macOS            brew install openjdk@21
  elsewhere        https://adoptium.net`;

/** The path of a `java` that can run the emulators. */
export async function findJava(env: NodeJS.ProcessEnv): Promise<string> {
  const path = findOnPath('java', env) ?? (env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : undefined);
  const version = path === undefined ? undefined : await javaVersion(path);
  if (path === undefined || version === undefined) {
    throw new LauncherError(
      `No Java was found, and firebase-tools starts the Firestore and Realtime Database emulators with it. Install Java ${OLDEST_JAVA} or newer:\n${INSTALL}`,
    );
  }
  if (version < OLDEST_JAVA) {
    throw new LauncherError(
      `${path} is Java ${version}; the emulators need Java ${OLDEST_JAVA} or newer. Install one and put it first on the PATH:\n${INSTALL}`,
    );
  }
  return path;
}

/** Undefined when it cannot be run: macOS has a `java` that only says where to get one. */
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
