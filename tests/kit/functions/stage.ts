import { publicStatusPath, readPublicStatus, readStatus, type Targets } from '@firebase-presence/contract';
import type { DocumentReference } from 'firebase-admin/firestore';
import { expect } from 'vitest';
import { readUser } from '../../../functions/src/databases.ts';
import { mirrorTo, type Outcome, type WaitPolicy } from '../../../functions/src/mirror.ts';
import type { StatusDocument } from '../../../functions/src/status-document.ts';
import type { TickReport } from '../../../functions/src/tick.ts';
import { causeOf, type UserChange } from '../../../functions/src/user-change.ts';
import { newInstance, type OwnInstance } from '../new-instance.ts';
import * as suite from '../suite.ts';
import { unique } from '../unique.ts';
import { type Circumstances, Worker } from './worker.ts';

/*
 * The functions' code on both databases of the suite, without the functions emulator. Each test has its own database instance and its own
 * collection, and moves the clock.
 */

/** The grace period of each loss is over, and each document may change. */
const WITHOUT_WAITING: WaitPolicy = {
  intervalMs: 0,
  isGracePeriodOver: async () => true,
  scheduleCheck: async () => undefined,
};

/** Mirrors a change as the handler does, without a grace period and without an interval between two changes. */
export function mirrorNow(document: StatusDocument, change: UserChange): Promise<Outcome> {
  return mirrorTo(document, causeOf(change), WITHOUT_WAITING);
}

export interface StageOptions {
  graceMs?: number;
  intervalMs?: number;
  /** The least time between two counts of the online users; 0: no counts. Default: as deployed. */
  countIntervalMs?: number;
  /** Default: as deployed. */
  targets?: Targets;
  /** The answer of Firebase Authentication. Default: each account exists. */
  hasAccount?: (uid: string) => Promise<boolean>;
}

/** The functions of one worker, and the data that they work on. */
export interface Stage {
  instance: OwnInstance;
  collection: string;
  /** The times of the enqueued ticks, in milliseconds since the epoch. */
  asked: number[];
  document: (uid: string) => DocumentReference;
  /** Reads the fields of the status document or of the public status; null if there is none. With both, both have to agree. */
  fieldsOf: (uid: string) => Promise<Record<string, unknown> | null>;
  /** Writes the node of a user and handles its event. */
  change: (uid: string, after: unknown, time: number) => Promise<Outcome>;
  /** Writes the node of a user. Its event is lost or late. */
  writeNode: (uid: string, value: unknown) => Promise<void>;
  handle: (change: Omit<UserChange, 'read'>) => Promise<Outcome>;
  runTick: (now: number) => Promise<TickReport>;
  /** Runs the tick of the schedule. */
  runScheduledTick: (now: number) => Promise<TickReport>;
}

/** Opens a {@link Stage}. */
export async function stage(
  name: string,
  { graceMs = 4000, intervalMs = 0, targets = 'firestore', ...options }: StageOptions = {},
): Promise<Stage> {
  const instance = await newInstance(name);
  const collection = unique(name);
  const statuses = suite.admin().firestore.collection(collection);
  const document = (uid: string) => statuses.doc(uid);
  const asked: number[] = [];
  const nodes = new Map<string, unknown>();
  const worker = new Worker(instance, statuses, targets);
  const at = (now: number): Circumstances => ({
    ...options,
    graceMs,
    intervalMs,
    enqueueTick: async (time) => void asked.push(time),
    now: () => now,
  });
  const writeNode = async (uid: string, value: unknown) => {
    nodes.set(uid, value);
    await instance.root.child(`status/${uid}`).set(value);
  };
  const handle: Stage['handle'] = (change) =>
    worker.handles({ ...change, read: () => readUser(instance.root, change.uid) }, at(change.time));
  return {
    instance,
    collection,
    asked,
    document,
    writeNode,
    handle,
    async fieldsOf(uid) {
      const inFirestore = (await document(uid).get()).data() ?? null;
      const inDatabase = (await instance.root.child(publicStatusPath(uid)).get()).val();
      const publicStatus = readPublicStatus(inDatabase)?.status ?? null;
      if (targets === 'firestore') expect(inDatabase).toBeNull();
      if (targets === 'database') expect(inFirestore).toBeNull();
      if (targets === 'both') expect(publicStatus).toEqual(readStatus(inFirestore ?? undefined));
      return inFirestore ?? inDatabase;
    },
    change: async (uid, after, time) => {
      const before = nodes.get(uid) ?? null;
      await writeNode(uid, after);
      return handle({ uid, node: 'status', before, after, time });
    },
    runTick: (now) => worker.ticks(at(now)),
    runScheduledTick: (now) => worker.ticks({ ...at(now), isScheduled: true }),
  };
}
