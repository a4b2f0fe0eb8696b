import {
  publicStatusPath,
  readPublicStatus as readNode,
  saysNoPublicStatuses,
  TARGETS_PATH,
} from '@firebase-presence/contract';
import { PresenceError, toUserStatus } from '../core/index.ts';
import type { AdminDatabase } from './database.ts';
import type { AdminFirestore } from './firestore.ts';
import type { ServerStatus } from './server-status.ts';

export function isDatabase(source: AdminFirestore | AdminDatabase): source is AdminDatabase {
  return 'ref' in source;
}

/** Reads the public statuses of users, in the order of `uids`. */
export async function readPublicStatuses(database: AdminDatabase, uids: readonly string[]): Promise<ServerStatus[]> {
  const values = await readNodesOf(database, uids);
  const now = Date.now();
  return uids.map((uid, index) => publicStatusOf(uid, values[index], now));
}

/** Reads the public status of one user. */
export async function readPublicStatus(database: AdminDatabase, uid: string): Promise<ServerStatus> {
  const [value] = await readNodesOf(database, [uid]);
  return publicStatusOf(uid, value, Date.now());
}

async function readNodesOf(database: AdminDatabase, uids: readonly string[]): Promise<unknown[]> {
  const valueAt = async (path: string): Promise<unknown> => (await database.ref(path).get()).val();
  const [targets, ...values] = await Promise.all([TARGETS_PATH, ...uids.map(publicStatusPath)].map(valueAt));
  if (saysNoPublicStatuses(targets)) throw notWritten();
  return values;
}

/** Converts the value of `/presence/public/{uid}`. */
export function publicStatusOf(uid: string, value: unknown, now: number): ServerStatus {
  return toUserStatus(uid, readNode(value)?.status ?? null, now);
}

function notWritten(): PresenceError {
  return new PresenceError(
    'presence/no-public-statuses',
    'Cannot read statuses in the Realtime Database: the functions write them only to Firestore. Pass getFirestore(), or deploy the functions with PRESENCE_TARGETS=both or database.',
  );
}
