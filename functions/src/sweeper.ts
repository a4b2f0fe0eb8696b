import {
  connectionPath,
  departureTimes,
  LEASE_ROOT,
  type Lease,
  type MultiPathUpdate,
  readLease,
  removalOfRecord,
  removalOfSeat,
  statusPath,
} from '@firebase-presence/contract';
import { type Reference, ServerValue } from 'firebase-admin/database';
import { childrenOf } from './databases.ts';

/** How many leases one query reads. The rules limit a lease to a few kilobytes. */
const PAGE = 100;

/** How many pages one sweep reads. The next tick continues. */
const PAGES = 50;

export interface SweepReport {
  /** How many connections the sweeper removed. */
  swept: number;
  /** How many expired leases had no connection any more, or were malformed. */
  leftovers: number;
  /** The keys of leases that the sweeper could not remove, with the error. */
  failed: string[];
  /** When the next lease can expire, in milliseconds since the epoch; null if there is none. */
  next: number | null;
}

/**
 * Rule 7: removes the connections whose lease has expired. Reads and writes only expired leases, independent of how many live ones exist.
 * A swept connection that still lives, such as that of a laptop that slept, announces itself again.
 *
 * @param now the database's time, in milliseconds since the epoch
 * @param timeToLiveMs how long a lease is valid after its latest renewal
 */
export async function sweep(root: Reference, now: number, timeToLiveMs: number): Promise<SweepReport> {
  const report: SweepReport = { swept: 0, leftovers: 0, failed: [], next: null };
  const oldest = root.child(LEASE_ROOT).orderByChild('at');
  const expired = oldest.endAt(now - timeToLiveMs);
  let page = await expired.limitToFirst(PAGE).get();
  for (let pages = 1; page.hasChildren(); pages++) {
    const leases = childrenOf(page);
    await Promise.all(leases.map(([key, value]) => sweepOne(root, key, value, report)));
    if (leases.length < PAGE) break;
    if (pages === PAGES) return { ...report, next: now };
    const [lastKey, last] = leases.at(-1) ?? [];
    // Continues after the last lease of the page, so that leases that failed do not block the others.
    page = await expired.startAfter(atOf(last), lastKey).limitToFirst(PAGE).get();
  }
  const [next] = childrenOf(
    await oldest
      .startAfter(now - timeToLiveMs)
      .limitToFirst(1)
      .get(),
  );
  report.next = next ? (atOf(next[1]) ?? now) + timeToLiveMs : null;
  return report;
}

async function sweepOne(root: Reference, key: string, value: unknown, report: SweepReport): Promise<void> {
  try {
    const lease = readLease(key, value);
    if (lease === null) await root.child(`${LEASE_ROOT}/${key}`).remove();
    const removed = lease !== null && (await removeConnection(root, lease));
    if (lease !== null) await removeLease(root, key, lease);
    report[removed ? 'swept' : 'leftovers']++;
  } catch (error) {
    report.failed.push(`${key}: ${error}`);
  }
}

/**
 * Removes the connection before its lease: the next sweep can then repeat a sweep that was killed in between. @returns false if the
 * connection did not exist
 */
async function removeConnection(root: Reference, lease: Lease): Promise<boolean> {
  const record = await root.child(`${statusPath(lease.uid)}/${connectionPath(lease.id)}`).get();
  const update = record.exists()
    ? { ...removalOfRecord(lease), ...departureTimes(lease.uid, ServerValue.TIMESTAMP) }
    : // Does not set `last_changed`: that would report a new change, although the connection ended long ago.
      removalOfSeats(lease);
  if (Object.keys(update).length > 0) await root.update(update);
  return record.exists();
}

function removalOfSeats({ uid, seats }: Lease): MultiPathUpdate {
  const update: MultiPathUpdate = {};
  for (const seat of seats) Object.assign(update, removalOfSeat(uid, seat));
  return update;
}

/**
 * Removes the lease only if it has not changed since it was read: the slot may belong to a new connection by now. The security rules do
 * not restrict the Admin SDK.
 */
async function removeLease(root: Reference, key: string, { id, at }: Lease): Promise<void> {
  await root.child(`${LEASE_ROOT}/${key}`).transaction(
    (value: unknown) => {
      const lease = readLease(key, value);
      return lease?.id === id && lease.at === at ? null : value;
    },
    undefined,
    false,
  );
}

function atOf(lease: unknown): number | null {
  return typeof lease === 'object' && lease !== null && 'at' in lease && typeof lease.at === 'number' ? lease.at : null;
}
