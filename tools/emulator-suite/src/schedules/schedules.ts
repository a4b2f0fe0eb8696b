import { LauncherError } from '../launcher-error.ts';
import type { Suite } from '../suite.ts';
import { addressOf, readScheduledFunctions, type ScheduledFunction } from './scheduled-functions.ts';

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
      `--schedule is "${text}". Pass the function's name and the seconds between two runs: sweepLeases=60`,
    );
  }
  return { name, everyMs: Number(seconds) * 1000 };
}

/**
 * Calls each scheduled function at once and then at its interval. firebase-tools needs a Pub/Sub emulator for schedules, which is not part
 * of this suite. The timers do not keep the process alive.
 */
export function keepSchedules(suite: Suite, schedules: readonly Schedule[]): void {
  const functions = suite.emulators.find(({ name }) => name === 'functions');
  if (functions?.port === undefined) return;
  const origin = `http://${functions.host}:${functions.port}`;
  for (const { name, everyMs } of schedules) {
    const run = (): Promise<void> => callScheduled(origin, suite.project, name);
    void run();
    setInterval(run, everyMs).unref();
  }
}

/** Calls a scheduled function by its name, in any region. Prints a line if the function is missing or fails. */
export async function callScheduled(origin: string, project: string, name: string): Promise<void> {
  try {
    const loaded = await readScheduledFunctions(origin);
    const wanted = loaded.filter((scheduled) => scheduled.name === name);
    if (wanted.length === 0) console.error(missingFunction(name, loaded));
    await Promise.all(wanted.map((scheduled) => call(name, addressOf(origin, project, scheduled))));
  } catch {
    // The suite is ending, and prints that itself.
  }
}

async function call(name: string, address: string): Promise<void> {
  const response = await fetch(address, { method: 'POST' });
  if (!response.ok) console.error(`The scheduled function ${name} answered ${response.status}`);
}

function missingFunction(name: string, loaded: readonly ScheduledFunction[]): string {
  const names = loaded.map((scheduled) => scheduled.name).join(', ') || 'none';
  return `--schedule ${name}: no scheduled function has this name. Scheduled functions: ${names}.`;
}
