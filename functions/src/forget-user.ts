import {
  askedPath,
  budgetPath,
  connectionPath,
  fieldsOf,
  invalidUserIdReason,
  type Lease,
  leasePath,
  type MultiPathUpdate,
  publicStatusPath,
  removalOfSeat,
  settingsPath,
  statusPath,
  type Targets,
  writesFirestore,
} from '@firebase-presence/contract';
import type { Query, Reference } from 'firebase-admin/database';
import { type DocumentReference, FieldValue, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { childrenOf, type Instance, leasesOf, nodesOf } from './databases.ts';
import { OWN_FIELDS } from './status-document.ts';

/*
 * Rule 8: erases the presence data of a user whose account was deleted.
 *
 *   /presence/forget/{uid}      the time of the deletion; exists until the data is erased
 *   /presence/forgotten/{uid}   the time of the deletion; the rules refuse sign-ins from before it
 *
 * Devices that are still connected hold tokens for up to an hour. They would announce their connection again, and their earlier writes may
 * still arrive. So two things remain for that time. /presence/forgotten closes the Realtime Database to sign-ins from before the deletion.
 * An `offline` in the document is newer than each announcement of those devices. {@link finishForgetting} removes both.
 *
 * The time of the deletion counts, not the time of the handler. A new account with the same uid may exist by then, and it keeps its data.
 * That account may be deleted too, and the events of both deletions arrive in any order. So both nodes keep the latest time.
 */

/** How long a token remains valid after its account was deleted, in milliseconds. It includes some minutes for clocks that differ. */
const TOKEN_LIFETIME_MS = 65 * 60_000;

const FORGET_ROOT = 'presence/forget';
const FORGOTTEN_ROOT = 'presence/forgotten';

/** How many accounts one query reads. The functions work on them at the same time. */
const PAGE = 100;

/** How many pages one call works on in an instance. The call in the next minute continues. */
const PAGES = 20;

export interface ForgetContext {
  instances: Instance[];
  firestore: Firestore;
  collection: string;
  /** Where the functions write the statuses. */
  targets: Targets;
  /** Resolves to true if Firebase Authentication has an account with this uid. */
  hasAccount: (uid: string) => Promise<boolean>;
}

/**
 * Stores a request to erase the data of a user, so that the functions retry until it is erased. Ignores a uid that cannot have presence: it
 * has no data.
 */
export async function requestForget(
  uid: string,
  deletedAt: number,
  { instances }: Pick<ForgetContext, 'instances'>,
): Promise<void> {
  if (invalidUserIdReason(uid) !== null) return;
  await Promise.all(instances.map(({ root }) => keepLatest(root.child(`${FORGET_ROOT}/${uid}`), deletedAt)));
}

async function keepLatest(place: Reference, time: number): Promise<void> {
  await place.transaction((stored: unknown) => Math.max(Number(stored), time), undefined, false);
}

/** Removes a time, unless a later deletion has replaced it. */
async function removeUpTo(place: Reference, time: number): Promise<void> {
  await place.transaction((stored: unknown) => (Number(stored) > time ? undefined : null), undefined, false);
}

/** Erases the data of the requested users. A request that fails remains. @returns how many were forgotten, and the errors */
export async function forgetRequested(context: ForgetContext): Promise<{ forgotten: number; failed: string[] }> {
  const report = { forgotten: 0, failed: [] as string[] };
  for (const { root } of context.instances) {
    const requests = root.child(FORGET_ROOT).orderByKey();
    for await (const requested of pagesOf(requests, ([uid]) => requests.startAfter(uid))) {
      const ends = await Promise.allSettled(requested.map(([uid, at]) => forgetUser(uid, Number(at), context)));
      report.forgotten += ends.filter(({ status }) => status === 'fulfilled').length;
      report.failed.push(...reasonsOf(ends));
    }
  }
  return report;
}

type Entry = [uid: string, at: unknown];

/** Continues after the last child of a page, so that users who fail do not block the others. */
async function* pagesOf(all: Query, after: (last: Entry) => Query): AsyncGenerator<Entry[]> {
  let page = childrenOf(await all.limitToFirst(PAGE).get());
  for (let pages = 1; page.length > 0; pages++) {
    yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE || pages === PAGES) return;
    page = childrenOf(await after(last).limitToFirst(PAGE).get());
  }
}

function reasonsOf(ends: PromiseSettledResult<void>[]): string[] {
  return ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
}

/**
 * Erases the presence data of one user and removes the request. @param deletedAt when the account was deleted, in milliseconds since the
 * epoch
 */
export async function forgetUser(uid: string, deletedAt: number, context: ForgetContext): Promise<void> {
  if (invalidUserIdReason(uid) !== null) return;
  const { instances, firestore, collection, targets } = context;
  const hasNewAccount = await context.hasAccount(uid);
  await Promise.all(instances.map(({ root }) => erase(root, uid, deletedAt, hasNewAccount)));
  // For a new account, the mirror updates the document: `erase` changed the node, and that starts the mirror.
  if (!hasNewAccount && writesFirestore(targets)) await writeOffline(firestore.collection(collection).doc(uid));
  await Promise.all(instances.map(({ root }) => removeUpTo(root.child(`${FORGET_ROOT}/${uid}`), deletedAt)));
}

async function writeOffline(document: DocumentReference): Promise<void> {
  const fields = {
    state: 'offline',
    last_changed: Timestamp.now(),
    availability: FieldValue.delete(),
    custom: FieldValue.delete(),
  };
  await document.set(fields, { mergeFields: [...OWN_FIELDS] });
}

async function erase(root: Reference, uid: string, deletedAt: number, hasNewAccount: boolean): Promise<void> {
  // Before the reads, so that no device of the old account writes between a read and the removal.
  await keepLatest(root.child(`${FORGOTTEN_ROOT}/${uid}`), hasNewAccount ? beforeSecondOf(deletedAt) : deletedAt);
  const [status, settings] = await Promise.all(
    [statusPath(uid), settingsPath(uid)].map((path) => root.child(path).get()),
  );
  const isOld = (value: unknown): boolean => !hasNewAccount || !(Number(fieldsOf(value).last_changed) > deletedAt);
  const connections = Object.entries(fieldsOf(fieldsOf(status?.val()).connections));
  const kept = new Set(connections.filter(([, record]) => !isOld(record)).map(([id]) => id));
  const leases = (await leasesOf(root, uid)).filter(({ id }) => !kept.has(id));
  await root.update({
    ...removalOfLeases(leases),
    ...(isOld(status?.val()) ? { [statusPath(uid)]: null } : removalOfConnections(uid, connections, kept)),
    ...(isOld(settings?.val()) && { [settingsPath(uid)]: null }),
    // No client writes the public status, so it is not needed against late writes.
    ...(!hasNewAccount && { [budgetPath(uid)]: null, [publicStatusPath(uid)]: null }),
  });
}

/** The rules know the time of a sign-in only in whole seconds. A sign-in in the second of the deletion may belong to the new account. */
function beforeSecondOf(deletedAt: number): number {
  return Math.floor(deletedAt / 1000) * 1000 - 1;
}

function removalOfConnections(
  uid: string,
  connections: [string, unknown][],
  kept: ReadonlySet<string>,
): MultiPathUpdate {
  const removed = connections.filter(([id]) => !kept.has(id));
  return Object.fromEntries(removed.map(([id]) => [`${statusPath(uid)}/${connectionPath(id)}`, null]));
}

function removalOfLeases(leases: Lease[]): MultiPathUpdate {
  const update: MultiPathUpdate = {};
  for (const { uid, slot, seats } of leases) {
    for (const seat of seats) Object.assign(update, removalOfSeat(uid, seat));
    update[leasePath(uid, slot)] = null;
    update[askedPath(uid, slot)] = null;
  }
  return update;
}

/**
 * Removes what {@link forgetUser} left: the time of the deletion and the status. Does so once all tokens of the deleted accounts have
 * expired. What fails remains. @returns the errors
 */
export async function finishForgetting(
  context: ForgetContext,
  now: number,
  ageMs: number = TOKEN_LIFETIME_MS,
): Promise<string[]> {
  const latest = now - ageMs;
  const failed: string[] = [];
  for (const { root } of context.instances) {
    const marks = root.child(FORGOTTEN_ROOT).orderByValue().endAt(latest);
    for await (const forgotten of pagesOf(marks, ([uid, at]) => marks.startAfter(Number(at), uid))) {
      failed.push(
        ...reasonsOf(await Promise.allSettled(forgotten.map(([uid]) => finishOne(root, uid, latest, context)))),
      );
    }
  }
  return failed;
}

async function finishOne(root: Reference, uid: string, latest: number, context: ForgetContext): Promise<void> {
  const nodes = (await nodesOf(context.instances, uid)).filter((node) => node.exists());
  const isHere = nodes.some(({ ref }) => ref.isEqual(root.child(statusPath(uid))));
  if (isHere && !(await context.hasAccount(uid))) {
    // A sweeper that was slow wrote the node again. The mirror of this removal may write a status, so the next call finishes.
    await erase(root, uid, latest + 1, false);
    return;
  }
  // If a node exists, a new account has the same uid.
  const { firestore, collection, targets } = context;
  if (nodes.length === 0 && writesFirestore(targets)) await eraseStatus(firestore.collection(collection).doc(uid));
  // The mirror of the erased node may have written a public status again.
  if (!isHere) await root.child(publicStatusPath(uid)).remove();
  await removeUpTo(root.child(`${FORGOTTEN_ROOT}/${uid}`), latest);
}

/** Deletes the document. If it has fields of the app, only the fields of presence are removed. */
async function eraseStatus(document: DocumentReference): Promise<void> {
  await document.firestore.runTransaction(async (transaction) => {
    const fields = Object.keys((await transaction.get(document)).data() ?? {});
    if (fields.length === 0) return;
    if (fields.every((field) => OWN_FIELDS.includes(field))) transaction.delete(document);
    else transaction.update(document, Object.fromEntries(OWN_FIELDS.map((field) => [field, FieldValue.delete()])));
  });
}
