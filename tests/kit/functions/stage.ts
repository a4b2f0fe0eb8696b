import type { DocumentReference } from 'firebase-admin/firestore';
import { type Instance, readUser } from '../../../functions/src/databases.ts';
import { mirrorTo, type Outcome, type Patience } from '../../../functions/src/mirror.ts';
import { shallowKeysOf } from '../../../functions/src/shallow.ts';
import { handleChange } from '../../../functions/src/status-changes.ts';
import type { StatusDocument } from '../../../functions/src/status-document.ts';
import { type TickReport, tick } from '../../../functions/src/tick.ts';
import { causeOf, type UserChange } from '../../../functions/src/user-change.ts';
import { newInstance } from '../new-instance.ts';
import * as suite from '../suite.ts';
import { unique } from '../unique.ts';
import { Worker } from './worker.ts';

/*
 * The functions' code on both real databases, without the functions emulator: each test has a database instance and a collection of its
 * own, and a clock that the test moves.
 */

/** Every loss has had its grace period, and every document may change. */
const IMPATIENT: Patience = { intervalMs: 0, isOver: async () => true, lookAgain: async () => undefined };

/** What a handler of the change does, without waiting for anything. */
export function mirrorNow(document: StatusDocument, change: UserChange): Promise<Outcome> {
  return mirrorTo(document, causeOf(change), IMPATIENT);
}

/** With a credential that gives tokens, as in Google's cloud. The emulators take any. */
export const shallowKeys = shallowKeysOf({
  options: { credential: { getAccessToken: async () => ({ access_token: 'owner', expires_in: 3600 }) } },
});

export interface StageOptions {
  graceMs?: number;
  intervalMs?: number;
}

export interface Stage {
  instance: Instance;
  collection: string;
  /** When ticks were asked for, in milliseconds since the epoch. */
  asked: number[];
  document: (uid: string) => DocumentReference;
  /** What the document says; null if there is none. */
  says: (uid: string) => Promise<Record<string, unknown> | null>;
  /** Writes the user's node, and handles the event of that. */
  changes: (uid: string, after: unknown, time: number) => Promise<Outcome>;
  /** Writes the user's node. The event of that is lost, or late. */
  becomes: (uid: string, value: unknown) => Promise<void>;
  handles: (change: Omit<UserChange, 'read'>) => Promise<Outcome>;
  ticks: (now: number) => Promise<TickReport>;
}

export async function stage(name: string, { graceMs = 4000, intervalMs = 0 }: StageOptions = {}): Promise<Stage> {
  const instance = await newInstance(name);
  const collection = unique(name);
  const statuses = suite.admin().firestore.collection(collection);
  const document = (uid: string) => statuses.doc(uid);
  const asked: number[] = [];
  const nodes = new Map<string, unknown>();
  const worker = new Worker(instance);
  const context = (now: number) =>
    worker.context(statuses, { graceMs, intervalMs, ask: async (at) => void asked.push(at), now: () => now });
  const becomes = async (uid: string, value: unknown) => {
    nodes.set(uid, value);
    await instance.root.child(`status/${uid}`).set(value);
  };
  const handles: Stage['handles'] = (change) =>
    handleChange({ ...change, read: () => readUser(instance.root, change.uid) }, context(change.time));
  return {
    instance,
    collection,
    asked,
    document,
    becomes,
    handles,
    says: async (uid) => (await document(uid).get()).data() ?? null,
    changes: async (uid, after, time) => {
      const before = nodes.get(uid) ?? null;
      await becomes(uid, after);
      return handles({ uid, node: 'status', before, after, time });
    },
    ticks: (now) => tick({ ...context(now), shallowKeys, timeToLiveMs: 65_000, sweepDelayMs: 1000 }),
  };
}
