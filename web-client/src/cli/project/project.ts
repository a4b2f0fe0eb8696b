import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { FileProblem } from '../file-problem.ts';

/** The folder of an app, as the commands see it. Paths are relative to the folder, with slashes. */
export interface Project {
  folder: string;
  /** The text of a file; null if there is none. */
  read(path: string): string | null;
}

/** The project that contains a folder: the nearest one above with a firebase.json, or else the folder itself. */
export function projectAt(start: string): Project {
  const folder = nearest(resolve(start)) ?? resolve(start);
  return { folder, read: (path) => readText(folder, path) };
}

/** A path inside of the project, as the files of Firebase name it. @throws FileProblem if it is outside */
export function pathInside({ folder }: Project, path: string): string {
  const inside = relative(folder, resolve(folder, path)).split(sep).join('/');
  if (inside.startsWith('..')) {
    const fix = 'Give a path inside of the folder that contains firebase.json.';
    throw new FileProblem(path, null, 'this is outside of the project', fix);
  }
  return inside;
}

function nearest(folder: string): string | null {
  if (existsSync(join(folder, 'firebase.json'))) return folder;
  const above = dirname(folder);
  return above === folder ? null : nearest(above);
}

function readText(folder: string, path: string): string | null {
  try {
    return readFileSync(resolve(folder, path), 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw new FileProblem(path, null, `the file cannot be read: ${error}`, 'Make it a readable file.');
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
