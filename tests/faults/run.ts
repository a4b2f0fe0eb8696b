import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import { SWEPT_WITHIN_SECONDS } from '../../contract/index.ts';
import { Deployment, ours, oursWithoutFirestore, type System, sample } from '../kit/systems/index.ts';
import type { Person } from '../kit/users/index.ts';
import { FAULTS, type Fault } from './faults/index.ts';

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
  /** Null if only a system with Firestore can have the fault. */
  readonly oursWithoutFirestore: Verdict | null;
  readonly sample: Verdict;
}

/** How many faults happen at once, of all systems together. The results must not depend on the speed of this machine. */
const turn = pLimit(12);

/**
 * Runs all faults with all systems. Watches each until the bound is over: all at the same time, because most of it is waiting.
 *
 * Ours without Firestore is a deployment of its own. One with both targets could hide a fault: an event whose handler fails in one target is
 * delivered again, for the other target too.
 */
export async function runFaults(faults: readonly Fault[] = FAULTS): Promise<Result[]> {
  return Promise.all(
    faults.map(async (fault) => {
      const [mine, withoutFirestore, theirs] = await Promise.all([
        judge(fault, ours()),
        fault.needsFirestore ? null : judge(fault, oursWithoutFirestore()),
        judge(fault, sample),
      ]);
      return { fault, ours: mine, oursWithoutFirestore: withoutFirestore, sample: theirs };
    }),
  );
}

async function judge(fault: Fault, system: System): Promise<Verdict> {
  const place = await turn(() => Deployment.open(system, { isScheduled: true }));
  const alice = place.person('alice');
  try {
    await turn(() => within(PATIENCE_MS, `the fault "${fault.title}" has happened`, fault.happens(alice, place)));
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
