import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installedPackage, manifestAt } from '../project/packages.ts';
import type { Project } from '../project/project.ts';

/** What npm has to do in the folder of the kit. */
export interface InstallStep {
  name: string;
  words: readonly string[];
}

/** As the Firebase CLI installs a kit. Install scripts do not run. */
export const INSTALL_STEPS: readonly InstallStep[] = [
  { name: 'npm install', words: ['install', '--ignore-scripts', '--no-audit', '--no-fund'] },
  { name: 'npm run build', words: ['run', 'build', '--if-present'] },
];

/**
 * Installs and builds the kit.
 *
 * @returns the steps that are left, the failed one first; empty if all succeeded
 */
export async function installKit({ folder }: Project, source: string): Promise<readonly InstallStep[]> {
  for (const [index, { words }] of INSTALL_STEPS.entries()) {
    if (!(await run(resolve(folder, source), words))) return INSTALL_STEPS.slice(index);
  }
  return [];
}

/** The steps that are left of an installation that failed or never began. */
export function missingSteps({ folder }: Project, source: string): readonly InstallStep[] {
  const place = join(folder, source);
  if (installedPackage(place, 'firebase-functions') === null) return INSTALL_STEPS;
  const main = manifestAt(place)?.main;
  return typeof main === 'string' && !existsSync(join(place, main)) ? INSTALL_STEPS.slice(1) : [];
}

/** The command line that does the steps. */
export function commandOf(steps: readonly InstallStep[], source: string): string {
  return steps.map(({ words }) => `npm --prefix ${source} ${words.join(' ')}`).join(' && ');
}

/** What npm prints is progress, so it goes where progress goes. */
function run(folder: string, words: readonly string[]): Promise<boolean> {
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
