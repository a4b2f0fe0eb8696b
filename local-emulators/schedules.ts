import { LauncherError } from './launcher-error.ts';
import type { Suite } from './suite.ts';

/** A scheduled function, and how often it runs. */
export interface Schedule {
  readonly name: string;
  readonly everyMs: number;
}

/** Reads `sweepLeases=60`, as the command line gives it. */
export function parseSchedule(text: string): Schedule {
  const [, name, seconds] = /^(\w+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined || Number(seconds) === 0) {
    throw new LauncherError(
      `--schedule is "${text}". Pass the function's name and how many seconds lie between two runs: sweepLeases=60`,
    );
  }
  return { name, everyMs: Number(seconds) * 1000 };
}

/**
 * Keeps the schedules of functions: firebase-tools leaves that to a Pub/Sub emulator, which is not part of this suite, yet the
 * functions run when their address is called. The timers do not keep the process alive.
 */
export function keepSchedules(suite: Suite, schedules: readonly Schedule[]): void {
  const functions = suite.emulators.find(({ name }) => name === 'functions');
  if (functions?.port === undefined) return;
  const origin = `http://${functions.host}:${functions.port}/${suite.project}/us-central1`;
  for (const { name, everyMs } of schedules) {
    const run = (): Promise<void> => call(name, `${origin}/${name}-0`);
    void run();
    setInterval(run, everyMs).unref();
  }
}

async function call(name: string, address: string): Promise<void> {
  try {
    const response = await fetch(address, { method: 'POST' });
    if (!response.ok) console.error(`The scheduled function ${name} answered ${response.status}`);
  } catch {
    // The suite is going down; it says so itself.
  }
}
