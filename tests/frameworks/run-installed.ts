import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Runs a program of this folder's packages. Its output is in the error if it fails. */
export async function runInstalled(folder: string, program: string, ...args: string[]): Promise<void> {
  const path = fileURLToPath(new URL(`node_modules/.bin/${program}`, import.meta.url));
  await promisify(execFile)(path, args, { cwd: folder, maxBuffer: 1e8 }).catch((error) => {
    throw new Error(`${program} ${args.join(' ')} failed in ${folder}:\n${error.stdout}\n${error.stderr}`);
  });
}
