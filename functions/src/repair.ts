import {
  aggregate,
  invalidUserIdReason,
  nextStatus,
  readSettings,
  readStatus,
  shown,
} from '@firebase-presence/contract';
import type { Database } from 'firebase-admin/database';
import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { homeOf, pagesOfNodes, readUser, serverTime } from './databases.ts';
import { KnownVersions } from './known-versions.ts';
import { mirror, type UserNodes } from './mirror.ts';

export interface Repair {
  databases: Database[];
  firestore: Firestore;
  collection: string;
  /** Only looks. */
  dryRun: boolean;
  /** How many documents or nodes are read at once. */
  batch: number;
}

export interface Disagreement {
  uid: string;
  /** What the document said; null if there was none. */
  was: string | null;
  /** What the Realtime Database says. */
  is: string;
}

export interface RepairReport {
  checked: number;
  disagreements: Disagreement[];
}

/**
 * Finds the documents that disagree with the Realtime Database, because an event was lost, and mends them as the event would have.
 * Two passes: the documents that say online, and the nodes that say online. Whoever is offline in both costs no document read.
 */
export async function repair(options: Repair): Promise<RepairReport> {
  const report: RepairReport = { checked: 0, disagreements: [] };
  for (const pass of [documentsThatSayOnline, nodesThatSayOnline]) {
    for await (const uids of pass(options)) {
      const found = await Promise.all(uids.map((uid) => check(uid, options)));
      report.checked += uids.length;
      report.disagreements.push(...found.filter((one) => one !== null));
    }
  }
  return report;
}

async function check(uid: string, { databases, firestore, collection, dryRun }: Repair): Promise<Disagreement | null> {
  const home = await homeOf(databases, uid);
  if (!home) return null;
  const read = (): Promise<UserNodes> => readUser(home, uid);
  const stands = readStatus((await firestore.collection(collection).doc(uid).get()).data());
  const { status, settings } = await read();
  const user = shown(aggregate(status, stands?.lastChanged ?? 0), readSettings(settings));
  if (nextStatus(stands, user, null) === null) return null;
  if (!dryRun) {
    // The same as an event would have done, without waiting for a return: whoever is mended is gone for long.
    const now = await serverTime(home, 'repair/mended_at');
    const change = { uid, node: 'status', before: null, after: null, time: now, read } as const;
    await mirror(change, { firestore, collection, graceMs: 0, known: new KnownVersions() });
  }
  return { uid, was: stands?.state ?? null, is: user.state };
}

async function* documentsThatSayOnline({ firestore, collection, batch }: Repair): AsyncGenerator<string[]> {
  const online = firestore
    .collection(collection)
    .where('state', '==', 'online')
    .orderBy(FieldPath.documentId())
    .select()
    .limit(batch);
  let page = await online.get();
  while (page.docs.length > 0) {
    yield page.docs.map(({ id }) => id);
    page = await online.startAfter(page.docs.at(-1)?.id).get();
  }
}

async function* nodesThatSayOnline({ databases, batch }: Repair): AsyncGenerator<string[]> {
  for (const database of databases) {
    for await (const page of pagesOfNodes(database, batch)) {
      const online = page.filter(
        ([uid, node]) => invalidUserIdReason(uid) === null && aggregate(node, 0).state === 'online',
      );
      yield online.map(([uid]) => uid);
    }
  }
}
