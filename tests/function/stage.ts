import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DocumentReference } from 'firebase-admin/firestore';
import { type Instance, readUser } from '../../functions/src/databases.ts';
import { mirrorTo, type Outcome, type WaitPolicy } from '../../functions/src/mirror.ts';
import { shallowKeysOf } from '../../functions/src/shallow.ts';
import { handleChange } from '../../functions/src/status-changes.ts';
import type { StatusDocument } from '../../functions/src/status-document.ts';
import { type TickReport, tick } from '../../functions/src/tick.ts';
import { causeOf, type UserChange } from '../../functions/src/user-change.ts';
import { Worker } from '../kit/worker.ts';
import { admin, putRules } from '../suite.ts';

/*
 * The functions' code on both databases, without the functions emulator. Each test has a database instance, a collection and a clock of
 * its own.
 */

const RULES = readFileSync(new URL('../../database.rules.json', import.meta.url), 'utf8');

/** Every grace period is over, and every document may change. */
const IMPATIENT: WaitPolicy = {
  intervalMs: 0,
  isGracePeriodOver: async () => true,
  scheduleCheck: async () => undefined,
};

/** Mirrors a change as a handler does, without grace period or interval. */
export function mirrorNow(document: StatusDocument, change: UserChange): Promise<Outcome> {
  return mirrorTo(document, causeOf(change), IMPATIENT);
}

/** Creates a database instance with our rules, because the rules contain the indexes. */
export async function newInstance(name: string): Promise<Instance> {
  const url = `https://${name}-${randomUUID().slice(0, 8)}.firebaseio.com`;
  await putRules(url, RULES);
  const { database } = admin(url);
  return { url, database, root: database.ref() };
}

/** Uses a credential with tokens, as in Google's cloud. The emulators accept any token. */
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
  /** The times of the ticks that handlers enqueued, in milliseconds since the epoch. */
  asked: number[];
  document: (uid: string) => DocumentReference;
  /** Reads the fields of the status document; null if there is none. */
  fieldsOf: (uid: string) => Promise<Record<string, unknown> | null>;
  /** Writes the user's node, and handles the event of this change. */
  change: (uid: string, after: unknown, time: number) => Promise<Outcome>;
  /** Writes the user's node without handling its event, as if the event were lost or late. */
  writeNode: (uid: string, value: unknown) => Promise<void>;
  handle: (change: Omit<UserChange, 'read'>) => Promise<Outcome>;
  runTick: (now: number) => Promise<TickReport>;
}

export async function stage(name: string, { graceMs = 4000, intervalMs = 0 }: StageOptions = {}): Promise<Stage> {
  const instance = await newInstance(name);
  const collection = `${name}-${randomUUID().slice(0, 8)}`;
  const statuses = admin().firestore.collection(collection);
  const document = (uid: string) => statuses.doc(uid);
  const asked: number[] = [];
  const nodes = new Map<string, unknown>();
  const worker = new Worker(instance);
  const context = (now: number) =>
    worker.context(statuses, { graceMs, intervalMs, enqueueTick: async (at) => void asked.push(at), now: () => now });
  const writeNode = async (uid: string, value: unknown) => {
    nodes.set(uid, value);
    await instance.root.child(`status/${uid}`).set(value);
  };
  const handle: Stage['handle'] = (change) =>
    handleChange({ ...change, read: () => readUser(instance.root, change.uid) }, context(change.time));
  return {
    instance,
    collection,
    asked,
    document,
    writeNode,
    handle,
    fieldsOf: async (uid) => (await document(uid).get()).data() ?? null,
    change: async (uid, after, time) => {
      const before = nodes.get(uid) ?? null;
      await writeNode(uid, after);
      return handle({ uid, node: 'status', before, after, time });
    },
    runTick: (now) => tick({ ...context(now), shallowKeys, timeToLiveMs: 65_000, sweepDelayMs: 1000 }),
  };
}
