import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CannotRun } from '../exit-code.ts';

/**
 * Loads a part of firebase-admin from the app's own packages. This package does not depend on firebase-admin, because most of its users
 * have only a web app.
 *
 * @param folders where to look, such as the folder of the app and that of its functions
 */
export async function loadAdmin<T>(name: string, folders: readonly string[]): Promise<T> {
  for (const folder of folders) {
    const path = resolved(name, folder);
    if (path !== null) return import(pathToFileURL(path).href);
  }
  throw new CannotRun(`firebase-admin is not installed in ${folders.join(' or ')}.`, 'npm install firebase-admin');
}

function resolved(name: string, folder: string): string | null {
  try {
    return createRequire(join(resolve(folder), 'package.json')).resolve(name);
  } catch {
    return null;
  }
}
