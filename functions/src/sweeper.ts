import {
  ANSWER_WITHIN_SECONDS,
  ASKED_ROOT,
  askedPath,
  connectionPath,
  departureTimes,
  LEASE_ROOT,
  type Lease,
  type MultiPathUpdate,
  readAskMark,
  readLease,
  removalOfRecord,
  removalOfSeat,
  roomSlotPath,
  statusPath,
  storedAskMark,
} from '@firebase-presence/contract';
import { type Reference, ServerValue } from 'firebase-admin/database';
import { childrenOf } from './databases.ts';
import { hasHalfCharacter } from './half-character.ts';
import { atOf, inPages } from './oldest-first.ts';

const ANSWER_WITHIN_MS = ANSWER_WITHIN_SECONDS * 1000;

export interface SweepReport {
  /** How many clients the sweeper asked for a renewal. */
  asked: number;
  /** How many connections the sweeper removed. */
  swept: number;
  /** How many expired leases had no connection any more, or were malformed. */
  leftovers: number;
  /** The keys of leases that the sweeper could not ask or remove, with the error. */
  failed: string[];
  /** When the next lease can be late, in milliseconds since the epoch; null if there is none. */
  next: number | null;
  /** When the first answer is due, in milliseconds since the epoch; null if the sweeper waits for none. */
  answerDue: number | null;
}

/**
 * Rule 7: asks the clients of late leases for a renewal, and removes the connections of those that did not answer. Reads and writes only
 * late leases, independent of how many others exist. A swept connection that still lives, such as that of a laptop that slept, announces
 * itself again.
 *
 * @param now the clock, in milliseconds since the epoch. A mark contains the time of its write, so that each client has the whole time
 * @param lateAfterMs how long after its latest renewal a lease is late
 */
export async function sweep(root: Reference, now: () => number, lateAfterMs: number): Promise<SweepReport> {
  const sweeping = new Sweeping(root, now, lateAfterMs);
  await sweeping.sweepUnanswered();
  await sweeping.askLate();
  return sweeping.report;
}

/** One sweep of one database instance. */
class Sweeping {
  readonly report: SweepReport = { asked: 0, swept: 0, leftovers: 0, failed: [], next: null, answerDue: null };
  readonly #root: Reference;
  readonly #now: () => number;
  readonly #start: number;
  readonly #lateAfterMs: number;

  constructor(root: Reference, now: () => number, lateAfterMs: number) {
    this.#root = root;
    this.#now = now;
    this.#start = now();
    this.#lateAfterMs = lateAfterMs;
  }

  /** Looks at the marks whose answer is due. */
  async sweepUnanswered(): Promise<void> {
    const isDone = await inPages(this.#root.child(ASKED_ROOT), this.#start - ANSWER_WITHIN_MS, async (marks) => {
      await Promise.all(marks.map(([key, mark]) => this.#try(key, () => this.#sweepIfUnanswered(key, mark))));
    });
    if (!isDone) this.report.answerDue = this.#start;
  }

  /** Asks for each late lease once. */
  async askLate(): Promise<void> {
    const latest = this.#start - this.#lateAfterMs;
    const isDone = await inPages(this.#root.child(LEASE_ROOT), latest, async (page) => {
      const late: Lease[] = [];
      await Promise.all(page.map(([key, value]) => this.#try(key, () => this.#collectUnasked(key, value, late))));
      await this.#ask(late);
    });
    this.report.next = isDone ? await this.#firstLateAfter(latest) : this.#start;
  }

  async #try(key: string, work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.report.failed.push(`${key}: ${error}`));
  }

  /** Removes the mark last: the next sweep can then repeat a sweep that was killed in between. */
  async #sweepIfUnanswered(key: string, mark: unknown): Promise<void> {
    const lease = readLease(key, (await this.#root.child(`${LEASE_ROOT}/${key}`).get()).val());
    // A later renewal is the answer.
    if (lease !== null && lease.at === readAskMark(mark)?.renewedAt) {
      const removed = await removeConnection(this.#root, lease);
      await removeLease(this.#root, key, lease);
      this.report[removed ? 'swept' : 'leftovers']++;
    }
    await this.#root.child(`${ASKED_ROOT}/${key}`).remove();
  }

  /** Removes a malformed lease, because no client renews it. */
  async #collectUnasked(key: string, value: unknown, unasked: Lease[]): Promise<void> {
    const lease = readLease(key, value);
    if (lease === null) {
      await this.#root.child(`${LEASE_ROOT}/${key}`).remove();
      this.report.leftovers++;
      return;
    }
    const mark = readAskMark((await this.#root.child(`${ASKED_ROOT}/${key}`).get()).val());
    if (mark?.renewedAt === lease.at) this.#expectAnswer(mark.at);
    else unasked.push(lease);
  }

  /** Asks with one write. The clients receive it at once, because each listens to its own mark. */
  async #ask(late: readonly Lease[]): Promise<void> {
    if (late.length === 0) return;
    const at = this.#now();
    const marks = late.map((lease) => [askedPath(lease.uid, lease.slot), storedAskMark({ at, renewedAt: lease.at })]);
    await this.#root.update(Object.fromEntries(marks));
    this.report.asked += late.length;
    this.#expectAnswer(at);
  }

  /** Ignores an answer that was due before this sweep: the sweeper could not remove that lease, and the next tick tries again. */
  #expectAnswer(askedAt: number): void {
    const due = askedAt + ANSWER_WITHIN_MS;
    if (due > this.#start) this.report.answerDue = Math.min(this.report.answerDue ?? due, due);
  }

  async #firstLateAfter(latest: number): Promise<number | null> {
    const later = this.#root.child(LEASE_ROOT).orderByChild('at').startAfter(latest);
    const [next] = childrenOf(await later.limitToFirst(1).get());
    return next ? (atOf(next[1]) ?? latest) + this.#lateAfterMs : null;
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
async function removeLease(root: Reference, key: string, lease: Lease): Promise<void> {
  const { id, at } = lease;
  // The seats are removed. With these names, the transaction would go on for ever, and with it the tick.
  const names = lease.seats.filter(({ roomId }) => hasHalfCharacter(roomId));
  const paths = names.map(({ roomSlot }) => roomSlotPath(lease, roomSlot));
  if (paths.length > 0) await root.update(Object.fromEntries(paths.map((path) => [path, null])));
  await root.child(`${LEASE_ROOT}/${key}`).transaction(
    (value: unknown) => {
      // The SDK may begin with null, before it knows the value.
      if (value === null) return null;
      const found = readLease(key, value);
      const isSame = found?.id === id && found.at === at;
      return isSame && !found.seats.some(({ roomId }) => hasHalfCharacter(roomId)) ? null : undefined;
    },
    undefined,
    false,
  );
}
