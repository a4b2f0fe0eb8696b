import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Project } from '../project/project.ts';

/**
 * Installs and builds the kit, as the Firebase CLI does. Install scripts do not run.
 *
 * @returns the command that failed; null if all succeeded
 */
export async function installKit({ folder }: Project, source: string): Promise<string | null> {
  for (const words of [
    ['install', '--ignore-scripts', '--no-audit', '--no-fund'],
    ['run', 'build', '--if-present'],
  ]) {
    if (!(await run(resolve(folder, source), words))) return `npm --prefix ${source} ${words.join(' ')}`;
  }
  return null;
}

/** What npm prints is progress, so it goes where progress goes. */
function run(folder: string, words: string[]): Promise<boolean> {
  return new Promise((done) => {
    const npm = spawn('npm', words, {
      cwd: folder,
      stdio: ['ignore', process.stderr, process.stderr],
      shell: process.platform === 'win32',
    });
    npm.on('error', () => done(false));
    npm.on('close', (code) => done(code === 0));
  });
}
