import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a shell would run under this name. */
export function findOnPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  return findAllOnPath(name, env)[0];
}

/** All programs of this name, in the order of the PATH. */
export function findAllOnPath(name: string, env: NodeJS.ProcessEnv): string[] {
  const directories = (env.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, name)).filter(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
