import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import { isExecutable, onThePath } from './on-the-path.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser on this machine. If there is none, it is installed, if that needs no answer from the user. */
export function findOrInstallChromium(env: NodeJS.ProcessEnv): string {
  const found = findChromium(env) ?? installed(env);
  if (found) return found;
  throw new Error(
    `No browser: none of ${NAMES.join(', ')} is on the PATH, and none could be installed. Install Chromium (Debian: apt-get install chromium), or set CHROME_PATH to the Chromium or Chrome that you have.`,
  );
}

function findChromium(env: NodeJS.ProcessEnv): string | undefined {
  return env.CHROME_PATH || onThePath(NAMES, env) || playwrights();
}

function playwrights(): string | undefined {
  return [chromium.executablePath()].find(isExecutable);
}

function installed(env: NodeJS.ProcessEnv): string | undefined {
  for (const [program, ...args] of [
    [process.execPath, 'node_modules/playwright-core/cli.js', 'install', 'chromium'],
    ['apt-get', 'install', '-y', 'chromium'],
  ]) {
    if (program === undefined || (program === 'apt-get' && process.getuid?.() !== 0)) continue;
    console.log(`No Chromium here. Trying: ${[program, ...args].join(' ')}`);
    try {
      execFileSync(program, args, { stdio: 'ignore', timeout: 300_000 });
    } catch {
      continue;
    }
    const found = findChromium(env);
    if (found) return found;
  }
  return undefined;
}
