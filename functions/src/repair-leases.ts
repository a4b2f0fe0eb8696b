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
    const update: MultiPathUpdate = {};
    for (const [id, record] of Object.entries(fieldsOf(fieldsOf(node).connections))) {
      if (await isLeased(root, uid, id, record)) continue;
      update[`${statusPath(uid)}/${connectionPath(id)}`] = null;
      report.unleasedConnections++;
    }
    if (dryRun) return;
    const paths = Object.keys(update);
    for (let done = 0; done < paths.length; done += BATCH) {
      const batch = Object.fromEntries(paths.slice(done, done + BATCH).map((path) => [path, null]));
      await root.update({ ...batch, ...departureTimes(uid, ServerValue.TIMESTAMP) });
    }
  } catch (error) {
    report.failed.push(`${uid}: ${error}`);
  }
}

async function isLeased(root: Reference, uid: string, id: string, record: unknown): Promise<boolean> {
  const { slot } = fieldsOf(record);
  if (typeof slot !== 'string' || !/^[01][0-9a-f]$/.test(slot)) return false;
  return (await root.child(`${leasePath(uid, slot)}/id`).get()).val() === id;
}
