import { defineConfig } from 'vitest/config';

/**
 * The groups of tests. `unit` needs nothing; the others need the emulator suite, see `npm run emulators:exec`. They wait for conditions, so the
 * limits are far off: they only end what would hang.
 */
export default defineConfig({
  test: {
    projects: [
      group('unit', [
        'contract/**/*.test.ts',
        'web-client/src/**/*.test.ts',
        'functions/src/**/*.test.ts',
        'local-emulators/**/*.test.ts',
      ]),
      group('protocol', ['tests/emulator-conformance/**/*.test.ts']),
      group('rules', ['tests/rules/**/*.test.ts']),
      group('function', ['tests/function/**/*.test.ts']),
      group('end-to-end', ['tests/end-to-end/**/*.test.ts']),
      group('browser', ['tests/browser/**/*.test.ts'], { fileParallelism: false }),
      group('launcher', ['tests/launcher/**/*.test.ts'], { fileParallelism: false }),
      group('package', ['tests/package/**/*.test.ts'], { fileParallelism: false, testTimeout: 300_000 }),
    ],
  },
});

function group(name: string, include: string[], options: { fileParallelism?: boolean; testTimeout?: number } = {}) {
  return {
    test: {
      name,
      include,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 60_000, interval: 20 } },
      ...options,
    },
  };
}
