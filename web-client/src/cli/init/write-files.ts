import { copyFileSync, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FileProblem } from '../file-problem.ts';
import type { Project } from '../project/project.ts';
import type { Copy } from './kit.ts';

/**
 * Writes a file of the project, and the folders above it. Null deletes the file, and the folders that are empty then.
 *
 * @throws FileProblem if the file cannot be written
 */
export function writeFile({ folder }: Project, path: string, text: string | null): void {
  const file = resolve(folder, path);
  orProblem(path, () => {
    if (text === null) {
      rmSync(file, { force: true });
      removeEmptyFolders(folder, dirname(file));
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  });
}

/** @throws FileProblem if the copy cannot be written */
export function copyFile({ folder }: Project, { from, path }: Copy): void {
  const file = resolve(folder, path);
  orProblem(path, () => {
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(from, file);
  });
}

/** Removes what npm and the build made in the folder of the kit. */
export function removeInstalled({ folder }: Project, installedIn: string): void {
  for (const made of ['node_modules', 'lib', 'package-lock.json']) {
    rmSync(resolve(folder, installedIn, made), { recursive: true, force: true });
  }
}

function removeEmptyFolders(root: string, folder: string): void {
  if (folder === resolve(root)) return;
  // The app may have removed the folder itself.
  if (existsSync(folder)) {
    if (readdirSync(folder).length > 0) return;
    rmdirSync(folder);
  }
  removeEmptyFolders(root, dirname(folder));
}

function orProblem(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new FileProblem(
      path,
      null,
      `the file cannot be written: ${error}.`,
      'Correct that, then run the command again.',
    );
  }
}
