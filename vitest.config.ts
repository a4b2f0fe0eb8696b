import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { POLL_TIMEOUT_MS } from './tests/kit/poll-timeout.ts';
import { withFirebase } from './tests/other-firebases/with-firebase.ts';
import { withReact18 } from './tests/react-18/with-react-18.ts';

/**
 * The groups of tests. `unit`, `claims`, `model`, `package` and `launcher` start what they need; the others need the emulator suite, see
 * `npm run emulators -- exec`. They wait for conditions, so the limits are far off: they only end what would hang.
 */
export default defineConfig({
  test: {
    projects: [
      group('unit', [
        'contract',
        'web-client/src',
        'functions/src',
        'demo',
        'tools/*/src',
        'tests/runner',
        'tests/testing-aid',
        'bench',
      ]),
      group('claims', ['tests/claims']),
      group('model', ['tests/model'], { testTimeout: 1_200_000 }),
      // Each of these starts programs that keep a machine with two cores busy.
      group('package', ['tests/package', 'tests/rehearsal'], { alone: true, testTimeout: 300_000 }),
      group('launcher', ['tests/launcher'], { alone: true }),
      group('protocol', ['tools/database-emulator/conformance'], {
        order: 1,
        globalSetup: 'tools/database-emulator/conformance/emulator.setup.ts',
      }),
      group('rules', ['tests/rules'], { order: 2 }),
      group('attack', ['tests/attack'], { order: 2 }),
      group('function', ['tests/function'], { order: 3 }),
      // One file after the other, because each starts a program in each test.
      group('cli', ['tests/cli'], { alone: true, order: 3 }),
      group('faults', ['tests/faults']),
      group('effects', ['tests/effects'], { alone: true, order: 1 }),
      group('end-to-end', ['tests/end-to-end'], { order: 4, mostlyWaits: true }),
      group('react', ['tests/react'], { order: 4, mostlyWaits: true, environment: 'happy-dom' }),
      withReact18(group('react-18', ['tests/react-18'], { order: 4, mostlyWaits: true, environment: 'happy-dom' })),
      withFirebase(10, group('firebase-10', ['tests/end-to-end'], { order: 4, mostlyWaits: true })),
      withFirebase(11, group('firebase-11', ['tests/end-to-end'], { order: 5, mostlyWaits: true })),
      withFirebase(13, group('firebase-13', ['tests/end-to-end'], { order: 6, mostlyWaits: true })),
      inBrowser('browser', 'chromium', ['tests/browser'], 5),
      inBrowser('demo', 'chromium', ['tests/demo'], 5),
      group('frameworks', ['tests/frameworks'], {
        order: 6,
        alone: true,
        globalSetup: ['tests/browser/engines/chromium.setup.ts', 'tests/frameworks/install.ts'],
      }),
      inBrowser(
        'firefox',
        'firefox',
        testsOfTheSdk(
          'tabs',
          'activity',
          'hidden',
          'signing-out',
          'rooms',
          'network',
          'persistent-cache',
          'proxy',
          'restart',
        ),
        6,
      ),
      inBrowser(
        'webkit',
        'webkit',
        testsOfTheSdk('tabs', 'activity', 'hidden', 'signing-out', 'rooms', 'proxy', 'restart'),
        6,
      ),
    ],
    // tests/runner counts what each group left here.
    reporters: process.env.TEST_RESULTS ? ['default', ['json', { outputFile: process.env.TEST_RESULTS }]] : ['default'],
  },
});

interface GroupOptions {
  /** One file after the other. */
  alone?: boolean;
  /** The tests wait for the functions more than they compute. So two files run side by side also on a machine with two cores. */
  mostlyWaits?: boolean;
  /** Groups with a higher number start when those with a lower one have ended. */
  order?: number;
  testTimeout?: number;
  /** Runs before the group, and ends after it. */
  globalSetup?: string | string[];
  /** Default: Node, without a page. */
  environment?: 'happy-dom';
}

function inBrowser(name: string, engine: string, places: string[], order: number) {
  const globalSetup = [`tests/browser/engines/${engine}.setup.ts`, 'tests/browser/page-server.ts'];
  return group(name, places, { order, alone: true, globalSetup });
}

function testsOfTheSdk(...names: string[]): string[] {
  return names.map((name) => `tests/browser/${name}.test.ts`);
}

function group(name: string, places: string[], options: GroupOptions = {}) {
  const {
    alone = false,
    mostlyWaits = false,
    order = 0,
    testTimeout = 2 * POLL_TIMEOUT_MS,
    globalSetup = [],
    environment = 'node',
  } = options;
  const include = places.map((place) => (place.endsWith('.ts') ? place : `${place}/**/*.test.{ts,tsx}`));
  return {
    test: {
      name,
      include,
      testTimeout,
      hookTimeout: 2 * POLL_TIMEOUT_MS,
      globalSetup,
      environment,
      fileParallelism: !alone,
      ...(mostlyWaits && { maxWorkers: Math.max(2, availableParallelism() - 1) }),
      sequence: { groupOrder: order },
      expect: { poll: { timeout: POLL_TIMEOUT_MS, interval: 20 } },
    },
  };
}
