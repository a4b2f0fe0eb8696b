import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CannotRun } from '../exit-code.ts';

/**
 * Loads a part of firebase-admin from the app's own packages. This package does not depend on firebase-admin, because most of its users
 * have only a web app.
 */
export async function loadAdmin<T>(name: string): Promise<T> {
  for (const folder of folders) {
    const path = resolved(name, folder);
    if (path !== null) return import(pathToFileURL(path).href);
  }
  const fix = 'npm install --no-save firebase-admin, or run the command in the folder of your functions';
  throw new CannotRun(`firebase-admin is not installed in ${folders.join(' or ')}.`, fix);
}

let folders: readonly string[] = [process.cwd()];

/** Sets where to look, such as the folder of the app and that of its functions. */
export function setAdminFolders(...places: string[]): void {
  folders = [...new Set(places)];
}

function resolved(name: string, folder: string): string | null {
  try {
    return createRequire(join(resolve(folder), 'package.json')).resolve(name);
  } catch {
    return null;
  }
}
