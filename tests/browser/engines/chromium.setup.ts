import type { TestProject } from 'vitest/node';
import { findOrInstallChromium } from './find-chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the program. */
    chromium: string;
  }
}

export default function provideChromium(project: TestProject): void {
  project.provide('engine', 'chromium');
  project.provide('chromium', findOrInstallChromium(process.env));
}
