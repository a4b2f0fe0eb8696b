import {
  aggregate,
  applySettings,
  invalidUserIdReason,
  nextStatus,
  readSettings,
  type ShownUser,
  writesDatabase,
  writesFirestore,
} from '@firebase-presence/contract';
import { type Instance, instanceOfUser, pagesOfNodes, readUser, serverTime } from './databases.ts';
import { endOfWait, marksOf } from './due.ts';
import { KnownVersions } from './known-versions.ts';
import { mirrorTo, type WaitPolicy } from './mirror.ts';
import { publicStatus } from './public-status.ts';
import { removeUnleased } from './repair-leases.ts';
import type { Disagreement, Repair, RepairReport } from './repair-report.ts';
import { repairRooms } from './repair-rooms.ts';
import { onlineDocuments, onlinePublicStatuses, uidsToCompare } from './repair-statuses.ts';
import { type StatusDocument, statusDocument } from './status-document.ts';

/** How long after a loss the event can be on its way to write the mark, in milliseconds. */
const RECENT_MS = 60_000;

/** A mark for a later time comes from a wrong clock, in milliseconds. */
const LONGEST_WAIT_MS = 86_400_000;

/**
 * Finds and corrects data that disagrees because an event was lost or data was restored. It corrects connections without a lease, statuses
 * that disagree with the node, seats without a lease, and incorrect occupancies. It compares the statuses in each target. A user who is offline
 * in both databases costs no document read.
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
  for (const instance of options.instances) await checkNodes(instance, options, report);
  await checkStatusesThatSayOnline(options, report);
  for (const instance of options.instances) await repairRooms(instance, options, report);
  return report;
}

type Check = (uid: string) => Promise<Disagreement | null>;

async function checkNodes(instance: Instance, options: Repair, report: RepairReport): Promise<void> {
  for await (const page of pagesOfNodes(instance, options.batch)) {
    const nodes = page.filter(([uid]) => invalidUserIdReason(uid) === null);
    const online = nodes.filter(([, node]) => aggregate(node, 0).state === 'online');
    // Side by side: one after the other, the leases of a large app would take longer than a run may take.
    await Promise.all(online.map(([uid, node]) => removeUnleased(instance.root, uid, node, options, report)));
    if (writesFirestore(options.targets)) {
      const uids = online.map(([uid]) => uid);
      await checkAll(uids, (uid) => checkDocument(uid, options), report);
    }
    if (writesDatabase(options.targets)) {
      const uids = await uidsToCompare(instance.root, nodes);
      await checkAll(uids, (uid) => checkPublicStatus(uid, instance, options), report);
    }
  }
}

async function checkStatusesThatSayOnline(options: Repair, report: RepairReport): Promise<void> {
  const { targets, instances } = options;
  if (writesFirestore(targets)) {
    const check: Check = (uid) => checkDocument(uid, options);
    for await (const uids of onlineDocuments(options)) await checkAll(uids, check, report);
  }
  if (!writesDatabase(targets)) return;
  for (const instance of instances) {
    const check: Check = (uid) => checkPublicStatus(uid, instance, options);
    for await (const uids of onlinePublicStatuses(instance.root, options)) await checkAll(uids, check, report);
  }
}

async function checkAll(uids: string[], check: Check, report: RepairReport): Promise<void> {
  const ends = await Promise.allSettled(uids.map(check));
  ends.forEach((end, index) => {
    if (end.status === 'rejected') report.failed.push(`${uids[index]}: ${end.reason}`);
    else if (end.value !== null) report.disagreements.push(end.value);
  });
  report.checked += uids.length;
}

async function checkDocument(uid: string, options: Repair): Promise<Disagreement | null> {
  const instance = await instanceOfUser(options.instances, uid);
  if (!instance) return null;
  return compare({ uid, instance, document: documentOf(uid, options), target: 'firestore' }, options);
}

async function checkPublicStatus(uid: string, instance: Instance, options: Repair): Promise<Disagreement | null> {
  const document = publicStatus({ instance, uid, rest: options.rest }, new KnownVersions());
  const lastSeen = writesFirestore(options.targets) ? () => lastSeenIn(documentOf(uid, options)) : async () => null;
  return compare({ uid, instance, document, target: 'database', lastSeen }, options);
}

interface Comparison {
  uid: string;
  instance: Instance;
  document: StatusDocument;
  target: Disagreement['target'];
  /** Returns the end of the user's last stay, for a target without a status of the user. Default: only the node tells it. */
  lastSeen?: () => Promise<number | null>;
}

async function compare(
  { uid, instance, document, target, lastSeen = async () => null }: Comparison,
  { dryRun }: Repair,
): Promise<Disagreement | null> {
  const { status } = await document.read();
  const user = await shownUserIn(instance, uid, status?.lastChanged ?? 0);
  if (nextStatus(status, user, null) === null) return null;
  if (!dryRun) {
    const now = await serverTime(instance.root, 'repaired_at');
    const endOfStay = status === null ? await lastSeen() : null;
    await mirrorTo(document, repairCause(uid, now, endOfStay, instance), waitPolicyOf(uid, now, instance));
  }
  return { uid, target, was: status?.state ?? null, is: user.status.state };
}

/**
 * Leaves a user who may still connect again to the next tick. Asks the node, not the status: the status of a user who hides last seen does
 * not contain the time of the loss. Then the mark tells whether the grace period is over, however long the deployment made it.
 */
function waitPolicyOf(uid: string, now: number, { root }: Instance): WaitPolicy {
  const marks = marksOf(root);
  return {
    async isGracePeriodOver({ lastChanged }) {
      if (lastChanged > now - RECENT_MS) return false;
      const mark = await marks.read(uid);
      const end = mark === null ? 0 : endOfWait(mark);
      return end <= now || end > now + LONGEST_WAIT_MS;
    },
    async scheduleCheck() {
      await marks.ensure(uid, { at: now, lostAt: null });
    },
    intervalMs: 0,
  };
}

function repairCause(uid: string, time: number, endOfStay: number | null, { root }: Instance) {
  const read = () => readUser(root, uid);
  return { uid, time, endOfStay, leftAt: null, settingsChanged: false, isStale: () => false, read };
}

async function shownUserIn({ root }: Instance, uid: string, eventTime: number): Promise<ShownUser> {
  const { status, settings } = await readUser(root, uid);
  return applySettings(aggregate(status, eventTime), readSettings(settings));
}

function documentOf(uid: string, { firestore, collection }: Repair): StatusDocument {
  return statusDocument(firestore.collection(collection).doc(uid), new KnownVersions());
}

/** The last stay may have ended before the last stamp of the node. The other target contains its end. */
async function lastSeenIn(document: StatusDocument): Promise<number | null> {
  const { status } = await document.read();
  return status?.state === 'offline' ? status.lastChanged : null;
}
