import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import which from 'which';

/** Debian and Ubuntu have each Java in a folder of its own there, and only one of them on the PATH. */
const DEBIAN = '/usr/lib/jvm';

/** The folder with our program of that name, which is on the PATH inside a suite. */
export const JAVA_LAUNCHER = fileURLToPath(new URL('java-launcher', import.meta.url));

/** Every `java` that may do, the preferred one first, each once. */
export function javaCandidates(env: NodeJS.ProcessEnv): string[] {
  // The variable lets the tests be on a machine without Java.
  const installed = env.EMULATOR_SUITE_JAVA_FOLDER ?? DEBIAN;
  const home = env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin', 'java')] : [];
  const candidates = [...home, ...programs('java', env), ...javasIn(installed)];
  const known = new Set<string>();
  return candidates
    .filter((path) => programs(path, env).length > 0 && path !== join(JAVA_LAUNCHER, 'java'))
    .filter((path) => isNew(realpathSync(path), known));
}

/** All programs of this name on the PATH, in its order; of a path with a slash, that one if it can be run. */
function programs(name: string, { PATH = '' }: NodeJS.ProcessEnv): readonly string[] {
  return which.sync(name, { path: PATH, all: true, nothrow: true }) ?? [];
}

function javasIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name, 'bin', 'java'));
  } catch {
    return [];
  }
}

function isNew(path: string, known: Set<string>): boolean {
  if (known.has(path)) return false;
  known.add(path);
  return true;
}
