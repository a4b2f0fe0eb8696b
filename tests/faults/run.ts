import { setTimeout as wait } from 'node:timers/promises';
import { SWEPT_WITHIN_SECONDS } from '../../contract/index.ts';
import { Deployment, ours, type System, sample } from '../kit/systems/index.ts';
import type { Person } from '../kit/users/index.ts';
import { FAULTS, type Fault } from './faults.ts';

/** The bound of docs/7-operations.md. A status that is not correct by then is a failure. */
const BOUND_SECONDS = SWEPT_WITHIN_SECONDS;

/** The most time that a fault may take to happen, far more than any fault needs. */
const PATIENCE_MS = 60_000;

export interface Verdict {
  readonly correct: boolean;
  /** What was incorrect; empty if the result is correct. */
  readonly why: string;
  /** The time from the end of the fault until watchers saw the correct state; 0 if they saw no other state. */
  readonly seconds: number;
}

export interface Result {
  readonly fault: Fault;
  readonly ours: Verdict;
  readonly sample: Verdict;
}

/** Runs all faults with both systems side by side, because most of the time is waiting. Watches each until the bound is over. */
export async function runFaults(faults: readonly Fault[] = FAULTS): Promise<Result[]> {
  return Promise.all(
    faults.map(async (fault, index) => {
      // Not all at once, because the results must not depend on the speed of this machine.
      await wait(index * 250);
      const [mine, theirs] = await Promise.all([judge(fault, ours()), judge(fault, sample)]);
      return { fault, ours: mine, sample: theirs };
    }),
  );
}

async function judge(fault: Fault, system: System): Promise<Verdict> {
  const place = await Deployment.open(system, { isScheduled: true });
  const alice = place.person('alice');
  try {
    await within(PATIENCE_MS, `the fault "${fault.title}" has happened`, fault.happens(alice, place));
    const happened = performance.now();
    await wait(BOUND_SECONDS * 1000);
    const seconds = Math.max(0, (alice.watch().changedAt - happened) / 1000);
    const why = wrongAbout(fault, alice, place);
    return { correct: why === '', why, seconds };
  } catch (error) {
    return { correct: false, why: String(error), seconds: 0 };
  } finally {
    await within(PATIENCE_MS, 'all users and servers are closed', place.close()).catch(console.error);
  }
}

/** Throws if the work takes longer than the limit. The error names the work. */
async function within<T>(limitMs: number, what: string, work: Promise<T>): Promise<T> {
  const limit = wait(limitMs, undefined, { ref: false }).then(() => {
    throw new Error(`Waited ${limitMs} ms in vain until ${what}`);
  });
  return Promise.race([work, limit]);
}

function wrongAbout(fault: Fault, alice: Person, place: Deployment): string {
  if (!place.platform.quiet) return 'a handler still runs';
  const { isOnline, wasOffline, documents } = alice.watch();
  const state = isOnline ? 'online' : 'offline';
  if (state !== fault.expected) return `${state} for ever`;
  if (fault.unseen && wasOffline) return 'offline in between';
  const fields = documents.at(-1) ?? {};
  const lost = Object.entries(fault.fields ?? {}).find(([name, value]) => fields[name] !== value);
  return lost ? `the field ${lost[0]} is lost` : '';
}
