import { setTimeout as wait } from 'node:timers/promises';
import { connectionPath, departure, LEASE_ROOT, leasePath, readLease, statusPath } from '@firebase-presence/contract';
import { type Database, type DataSnapshot, ServerValue } from 'firebase-admin/database';
import { serverTime } from './databases.ts';
import { leavingLeasedRooms } from './rooms.ts';

/**
 * How many leases go in one write. Each user in it wakes one function, and a write wakes at most 500 in a region.
 */
const BATCH = 200;

export interface SweepReport {
  /** Connections that were removed. */
  swept: number;
  /** Leases of connections that were gone already. */
  leftovers: number;
}

/** How long {@link keepSweeping} goes on: the scheduler calls it again every minute, and no more often. */
const SHIFT_MS = 60_000;

/** Sweeps again and again until the next call is due. */
export async function keepSweeping(
  database: Database,
  { timeToLiveMs, periodMs }: { timeToLiveMs: number; periodMs: number },
): Promise<SweepReport> {
  const total: SweepReport = { swept: 0, leftovers: 0 };
  for (let elapsed = 0; elapsed < SHIFT_MS; elapsed += periodMs) {
    if (elapsed > 0) await wait(periodMs);
    const { swept, leftovers } = await sweep(database, timeToLiveMs);
    total.swept += swept;
    total.leftovers += leftovers;
  }
  return total;
}

/**
 * Rule 7: removes the connections whose lease has run out. Reads and writes what has expired, whatever lives. A connection that
 * was swept by mistake, such as a laptop that slept, writes itself again.
 *
 * @param timeToLiveMs how long a lease holds after its latest renewal
 */
export async function sweep(database: Database, timeToLiveMs: number): Promise<SweepReport> {
  const deadline = (await serverTime(database.ref(), 'sweeper/swept_at')) - timeToLiveMs;
  const report: SweepReport = { swept: 0, leftovers: 0 };
  for (;;) {
    const query = database.ref(LEASE_ROOT).orderByChild('at').endAt(deadline).limitToFirst(BATCH);
    const expired = children(await query.get());
    if (expired.length > 0) await remove(database, expired, report);
    if (expired.length < BATCH) return report;
  }
}

async function remove(database: Database, expired: DataSnapshot[], report: SweepReport): Promise<void> {
  const updates = await Promise.all(expired.map((lease) => removalOf(database, lease, report)));
  await database.ref().update(Object.assign({}, ...updates));
}

async function removalOf(
  database: Database,
  snapshot: DataSnapshot,
  report: SweepReport,
): Promise<Record<string, unknown>> {
  const id = String(snapshot.key);
  const lease = readLease(snapshot.val());
  const record = lease && (await database.ref(`${statusPath(lease.uid)}/${connectionPath(id)}`).get());
  if (!lease || !record?.exists()) {
    report.leftovers++;
    // Stamping the user's node would tell watchers of a change that happened long ago.
    return { ...leavingLeasedRooms(id, snapshot.val()), [leasePath(id)]: null };
  }
  report.swept++;
  return { ...leavingLeasedRooms(id, snapshot.val()), ...departure(lease.uid, [id], ServerValue.TIMESTAMP) };
}

function children(snapshot: DataSnapshot): DataSnapshot[] {
  const found: DataSnapshot[] = [];
  snapshot.forEach((child) => {
    found.push(child);
  });
  return found;
}
