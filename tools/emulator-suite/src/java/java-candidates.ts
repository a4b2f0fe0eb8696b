import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import which from 'which';

/** On Debian and Ubuntu each Java has a folder here, and only one of them is on the PATH. */
const DEBIAN = '/usr/lib/jvm';

/** The folder with our own program `java`, which is on the PATH inside a suite. */
export const JAVA_LAUNCHER = fileURLToPath(new URL('java-launcher', import.meta.url));

/** All programs `java` that can be tried, the preferred one first, each once. */
export function javaCandidates(env: NodeJS.ProcessEnv): string[] {
  // With this variable the tests simulate a machine without Java.
  const installed = env.EMULATOR_SUITE_JAVA_FOLDER ?? DEBIAN;
  const home = env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin', 'java')] : [];
  const candidates = [...home, ...programs('java', env), ...javasIn(installed)];
  const known = new Set<string>();
  return candidates
    .filter((path) => programs(path, env).length > 0 && path !== join(JAVA_LAUNCHER, 'java'))
    .filter((path) => isNew(realpathSync(path), known));
}

/** All programs of this name on the PATH, in its order. For a path with a slash: that file, if it is executable. */
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
