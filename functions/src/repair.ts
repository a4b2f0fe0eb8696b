import {
  aggregate,
  applySettings,
  invalidUserIdReason,
  nextStatus,
  readSettings,
  readStatus,
  type ShownUser,
} from '@firebase-presence/contract';
import { FieldPath } from 'firebase-admin/firestore';
import { type Instance, instanceOfUser, pagesOfNodes, readUser, serverTime } from './databases.ts';
import { marksOf } from './due.ts';
import { KnownVersions } from './known-versions.ts';
import { mirrorTo } from './mirror.ts';
import { removeUnleased } from './repair-leases.ts';
import type { Disagreement, Repair, RepairReport } from './repair-report.ts';
import { repairRooms } from './repair-rooms.ts';
import { statusDocument } from './status-document.ts';

/** How long after a loss the repair leaves a user to the tick, in milliseconds. Longer than any grace period. */
const RECENT_MS = 60_000;

/**
 * Finds and corrects data that disagrees because an event was lost or data was restored. It corrects connections without a lease,
 * documents that disagree with the node, seats without a lease, and incorrect occupancies. A user who is offline in both databases costs no
 * document read.
 */
export async function repair(options: Repair): Promise<RepairReport> {
  const report: RepairReport = {
    checked: 0,
    disagreements: [],
    unleasedConnections: 0,
    unleasedSeats: 0,
    miscountedRooms: 0,
    failed: [],
  };
  for (const pass of [onlineNodes, onlineDocuments]) {
    for await (const uids of pass(options, report)) await checkAll(uids, options, report);
  }
  for (const instance of options.instances) await repairRooms(instance, options, report);
  return report;
}

async function checkAll(uids: string[], options: Repair, report: RepairReport): Promise<void> {
  const ends = await Promise.allSettled(uids.map((uid) => check(uid, options)));
  ends.forEach((end, index) => {
    if (end.status === 'rejected') report.failed.push(`${uids[index]}: ${end.reason}`);
    else if (end.value !== null) report.disagreements.push(end.value);
  });
  report.checked += uids.length;
}

async function check(uid: string, { instances, firestore, collection, dryRun }: Repair): Promise<Disagreement | null> {
  const instance = await instanceOfUser(instances, uid);
  if (!instance) return null;
  const document = firestore.collection(collection).doc(uid);
  const status = readStatus((await document.get()).data());
  const user = await shownUserIn(instance, uid, status?.lastChanged ?? 0);
  if (nextStatus(status, user, null) === null) return null;
  const now = await serverTime(instance.root, 'repaired_at');
  // The user may still connect again. The next tick waits for that and mirrors the user.
  const mayReturn = user.kind === 'visible' && user.mayReturn && user.status.lastChanged > now - RECENT_MS;
  if (!dryRun && mayReturn) await marksOf(instance.root).ensure(uid, { at: now, lostAt: null });
  if (!dryRun && !mayReturn) {
    await mirrorTo(statusDocument(document, new KnownVersions()), repairCause(uid, now, instance), NO_WAITING);
  }
  return { uid, was: status?.state ?? null, is: user.status.state };
}

/** Mirrors without a grace period: the connection was lost long ago. */
const NO_WAITING = { intervalMs: 0, isGracePeriodOver: async () => true, scheduleCheck: async () => undefined };

function repairCause(uid: string, time: number, { root }: Instance) {
  const read = () => readUser(root, uid);
  return { uid, time, endOfStay: null, leftAt: null, settingsChanged: false, isStale: () => false, read };
}

async function shownUserIn({ root }: Instance, uid: string, eventTime: number): Promise<ShownUser> {
  const { status, settings } = await readUser(root, uid);
  return applySettings(aggregate(status, eventTime), readSettings(settings));
}

async function* onlineDocuments({ firestore, collection, batch }: Repair): AsyncGenerator<string[]> {
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

async function* onlineNodes(options: Repair, report: RepairReport): AsyncGenerator<string[]> {
  for (const instance of options.instances) {
    for await (const page of pagesOfNodes(instance, options.batch)) {
      const online = page.filter(
        ([uid, node]) => invalidUserIdReason(uid) === null && aggregate(node, 0).state === 'online',
      );
      for (const [uid, node] of online) await removeUnleased(instance.root, uid, node, options, report);
      yield online.map(([uid]) => uid);
    }
  }
}
