import { inject } from 'vitest';
import type { Listener, Profile } from './profile.ts';

// Loaded on demand, because each brings a driver of its own.
const ENGINES = {
  chromium: () => import('./chromium.ts'),
  firefox: () => import('./firefox.ts'),
  webkit: () => import('./webkit.ts'),
};

declare module 'vitest' {
  interface ProvidedContext {
    engine: keyof typeof ENGINES;
  }
}

/** Opens the browser of this group of tests. It closes when the test ends. */
export async function newProfile(pageError: Listener): Promise<Profile> {
  const engine = await ENGINES[inject('engine')]();
  return engine.openProfile(pageError);
}
