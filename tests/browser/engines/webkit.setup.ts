import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { TestProject } from 'vitest/node';
import { onThePath } from './on-the-path.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The display of WebKit's windows. WebKit has no headless mode. */
    display: string;
  }
}

export default async function provideWebKit(project: TestProject): Promise<() => Promise<void>> {
  const missing = ['WebKitWebDriver', 'Xvfb'].filter((program) => onThePath([program], process.env) === undefined);
  if (missing.length > 0) {
    throw new Error(`No ${missing.join(' and no ')} on the PATH. On Debian: apt-get install webkit2gtk-driver xvfb`);
  }
  project.provide('engine', 'webkit');
  const screen = spawn('Xvfb', ['-displayfd', '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  project.provide('display', `:${await firstLine(screen.stdout)}`);
  return async () => {
    screen.kill();
    await once(screen, 'exit');
  };
}

async function firstLine(output: Readable): Promise<string> {
  for await (const line of createInterface(output)) return line;
  throw new Error('Xvfb ended before it had a display');
}
