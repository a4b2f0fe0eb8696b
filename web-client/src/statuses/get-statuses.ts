import { assertUserId, databaseError, type UserStatus } from '../core/index.ts';
import { instanceOf, type Presence } from '../session/index.ts';
import { inOrder, type StatusReader, userStatusOf } from './status-reader.ts';

/** Reads the status of a user once. @throws (rejects) `presence/invalid-uid`, `presence/permission-denied` */
export async function readStatusOnce(reader: StatusReader, presence: Presence, uid: string): Promise<UserStatus> {
  const [status] = await readAll(reader, presence, [uid], `read the status of user '${uid}'`);
  if (!status) throw new Error('The reader returned no status.');
  return status;
}

/** Reads the statuses of users once. @throws (rejects) `presence/invalid-uid`, `presence/permission-denied` */
export function readStatusesOnce(
  reader: StatusReader,
  presence: Presence,
  uids: readonly string[],
): Promise<UserStatus[]> {
  return readAll(reader, presence, uids, 'read the statuses');
}

async function readAll(
  reader: StatusReader,
  presence: Presence,
  given: readonly string[],
  action: string,
): Promise<UserStatus[]> {
  const instance = instanceOf(presence);
  // The app can change its array later.
  const uids = [...given];
  for (const uid of uids) assertUserId(uid);
  try {
    const stored = await reader.get(instance, uids);
    const users = stored.map((each) => userStatusOf(each, instance.now()));
    const fromCache = stored.some((each) => each.fromCache);
    return inOrder(uids, users, fromCache, instance.now());
  } catch (error) {
    throw databaseError(error, action);
  }
}
