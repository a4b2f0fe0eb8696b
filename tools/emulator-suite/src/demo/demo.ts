import { spawn } from 'node:child_process';
import which from 'which';
import type { Suite } from '../suite.ts';

/** Prints the address of the demo after all other output, and opens it where the user can see a browser. */
export function showDemo(suite: Suite, openBrowser: boolean): void {
  const hosting = suite.emulators.find(({ name }) => name === 'hosting');
  if (hosting?.port === undefined) return;
  const address = `http://${hosting.host}:${hosting.port}`;
  console.log(`\n  The demo runs at  ${address}\n  Open it in two windows. Ctrl-C stops everything.\n`);
  const opener = openBrowser ? browserOpener(process.env, process.platform) : undefined;
  if (opener)
    spawn(opener, [address], { stdio: 'ignore', detached: true })
      .on('error', () => {})
      .unref();
}

export function browserOpener(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  if (env.CI) return undefined;
  if (platform === 'darwin') return '/usr/bin/open';
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined;
  return which.sync('xdg-open', { path: env.PATH ?? '', nothrow: true }) ?? undefined;
}
