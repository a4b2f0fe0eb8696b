import {
  connectionPath,
  departureTimes,
  fieldsOf,
  leasePath,
  type MultiPathUpdate,
  statusPath,
} from '@firebase-presence/contract';
import { type Reference, ServerValue } from 'firebase-admin/database';
import type { Repair, RepairReport } from './repair-report.ts';

/** How many connections one write removes: restored data can contain any number of them. */
const BATCH = 500;

/**
 * Removes a user's connections that no lease names. The security rules allow no such connection, so it comes from a backup or an
 * operator. The sweeper would never find it.
 *
 * A connection that has ended since `node` was read has no lease either. So this reads the node again after the leases: the removal of
 * a connection counts as a departure, and would end the grace period of a user who only reloads the page.
 *
 * @param node the user's node, as it was read before the user's leases
 */
export async function removeUnleased(
  root: Reference,
  uid: string,
  node: unknown,
  { dryRun }: Pick<Repair, 'dryRun'>,
  report: Pick<RepairReport, 'unleasedConnections' | 'failed'>,
): Promise<void> {
  try {
    const ids = await unleasedIds(root, uid, node);
    report.unleasedConnections += ids.length;
    if (dryRun) return;
    for (let done = 0; done < ids.length; done += BATCH) {
      await root.update({
        ...removalOfRecords(uid, ids.slice(done, done + BATCH)),
        ...departureTimes(uid, ServerValue.TIMESTAMP),
      });
    }
  } catch (error) {
    report.failed.push(`${uid}: ${error}`);
  }
}

async function unleasedIds(root: Reference, uid: string, node: unknown): Promise<string[]> {
  const unleased: string[] = [];
  for (const [id, record] of Object.entries(fieldsOf(fieldsOf(node).connections))) {
    if (!(await isLeased(root, uid, id, record))) unleased.push(id);
  }
  if (unleased.length === 0) return [];
  const remaining = fieldsOf((await root.child(`${statusPath(uid)}/connections`).get()).val());
  return unleased.filter((id) => Object.hasOwn(remaining, id));
}

function removalOfRecords(uid: string, ids: readonly string[]): MultiPathUpdate {
  return Object.fromEntries(ids.map((id) => [`${statusPath(uid)}/${connectionPath(id)}`, null]));
}

async function isLeased(root: Reference, uid: string, id: string, record: unknown): Promise<boolean> {
  const { slot } = fieldsOf(record);
  if (typeof slot !== 'string' || !/^[01][0-9a-f]$/.test(slot)) return false;
  return (await root.child(`${leasePath(uid, slot)}/id`).get()).val() === id;
}
