import type { TestProject } from 'vitest/node';
import { onThePath } from './on-the-path.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the program. */
    firefox: string;
  }
}

export default function provideFirefox(project: TestProject): void {
  project.provide('engine', 'firefox');
  project.provide('firefox', findFirefox(process.env));
}

function findFirefox(env: NodeJS.ProcessEnv): string {
  const found = env.FIREFOX_PATH || onThePath(['firefox', 'firefox-esr'], env);
  if (found) return found;
  throw new Error(
    'No Firefox: neither firefox nor firefox-esr is on the PATH. Install it (Debian: apt-get install firefox-esr), or set FIREFOX_PATH.',
  );
}
