import { joining, leaving, memberDataChange, memberPath, roomPath, type Seat } from '@firebase-presence/contract';
import { get, ref, serverTimestamp, update } from 'firebase/database';
import { databaseError } from '../core/index.ts';
import type { BudgetedWrite, LiveConnection, UserSession } from '../session/index.ts';
import { TypingWriter } from './typing-writer.ts';

const memberships = new WeakMap<UserSession, Map<string, Membership>>();

/** A seat that this client has taken or is about to take. */
interface HeldSeat {
  readonly live: LiveConnection;
  readonly seat: Seat;
}

/** Not public: keeps one user in one room on this client. Each connection takes a new seat. */
export class Membership {
  readonly typingWriter: TypingWriter;
  /**
   * Resolves when the database has acknowledged the seat, when the user is invisible, or at the end. Rejects if the database refuses it.
   */
  readonly joined: Promise<void>;
  readonly #session: UserSession;
  readonly #roomId: string;
  readonly #stops: (() => void)[] = [];
  #isEnded = false;
  #held: HeldSeat | null = null;
  /** The seat that the database has acknowledged. */
  #acknowledged: HeldSeat | null = null;
  /** True after `joined` has resolved. From then on, the client tries again after a failure. */
  #hasJoined = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #data: string | null;
  /** Calls that wait for a seat with the latest data. */
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];

  static of(session: UserSession, roomId: string): Membership | undefined {
    return memberships.get(session)?.get(roomId);
  }

  constructor(session: UserSession, roomId: string, data: string | null) {
    this.#session = session;
    this.#roomId = roomId;
    this.#data = data;
    this.typingWriter = new TypingWriter(
      () =>
        this.#acknowledged && {
          database: this.#acknowledged.live.database,
          budget: session.budget,
          seat: this.#acknowledged.seat,
        },
      (error) => session.reportFailure(error, this.#action()),
    );
    this.joined = this.#untilAcknowledged();
    const rooms = memberships.get(session) ?? new Map<string, Membership>();
    memberships.set(session, rooms.set(roomId, this));
    const next = (): void => this.#update();
    this.#stops.push(
      session.live.listen({ next }),
      session.settings.listen({ next }),
      session.token.listen({ next }),
      session.onClose(() => this.#end()),
    );
    if (this.#isEnded) this.#stopListening();
  }

  /** Replaces the data. */
  async setData(data: string | null): Promise<void> {
    this.#data = data;
    const acknowledged = this.#acknowledged;
    if (acknowledged !== null) {
      const isWritten = await this.#withPresenceError(this.#writeData(acknowledged));
      // Otherwise the seat was lost in the meantime. The next one has the data.
      if (isWritten || this.#acknowledged !== null || this.#isEnded) return;
    }
    // An invisible user has no seat. The data is kept until the user is visible again.
    if (this.#isInvisible()) return;
    const seated = this.#untilAcknowledged();
    // If the database has refused the seat after a reconnect, nothing else would try again before the next connection.
    this.#update();
    await seated;
  }

  async leave(): Promise<void> {
    const held = this.#held;
    this.#end();
    // Without a connection the database removes the seat by itself.
    if (held !== null) await this.#withPresenceError(this.#release(held));
  }

  #stopListening(): void {
    for (const stop of this.#stops) stop();
  }

  #end(): void {
    this.#isEnded = true;
    this.#stopListening();
    clearTimeout(this.#retryTimer);
    this.typingWriter.stop();
    this.#held = null;
    this.#acknowledged = null;
    memberships.get(this.#session)?.delete(this.#roomId);
    this.#resolveWaiting();
  }

  #update(): void {
    const live = this.#session.live.value;
    if (live === null || this.#held?.live !== live) {
      // The database removes a seat with its connection.
      this.#held = null;
      this.#acknowledged = null;
      this.typingWriter.reset();
    }
    if (live === null || this.#isEnded) return;
    if (this.#isInvisible()) this.#hide();
    else if (this.#held === null) this.#enter(live).catch((error: unknown) => this.#handleRefusal(error));
  }

  /** Leaves the seat of an invisible user. A user who becomes visible again takes a new seat, so that others cannot link the two. */
  #hide(): void {
    this.#resolveWaiting();
    const held = this.#held;
    this.#held = null;
    this.#acknowledged = null;
    this.typingWriter.reset();
    if (held !== null)
      this.#release(held).catch((error: unknown) => this.#session.reportFailure(error, this.#action()));
  }

  async #enter(live: LiveConnection): Promise<void> {
    clearTimeout(this.#retryTimer);
    const held: HeldSeat = { live, seat: live.place.take(this.#roomId) };
    this.#held = held;
    await this.#join(held).catch((error: unknown) => {
      if (this.#held === held) throw error;
    });
  }

  /** Rule 2a: arms the seat before it announces it, as the connection does. */
  async #join(held: HeldSeat): Promise<void> {
    const { live, seat } = held;
    const armed = live.arm();
    let data = this.#data;
    const isWritten = await this.#session.budget.spend('changes', {
      update: (step) => {
        data = this.#data;
        const entry = { joined_at: serverTimestamp(), data };
        return this.#held === held ? joining(live.place, seat, entry, step) : null;
      },
      isApplied: async () => (await get(this.#ref(held))).exists(),
    });
    if (!isWritten || this.#held !== held) return;
    // The database answers in order, so this answer has arrived, unless the socket was lost. Then the client no longer holds the seat.
    const armingError = await armed;
    if (armingError !== null) throw armingError;
    // Data that changed in the meantime waited for the seat.
    while (data !== this.#data && this.#held === held) {
      data = this.#data;
      await this.#writeData(held);
    }
    if (this.#held !== held) return;
    this.#acknowledged = held;
    this.#resolveWaiting();
  }

  /** @returns false if this client no longer holds the seat */
  async #writeData(held: HeldSeat): Promise<boolean> {
    let data = this.#data;
    const write: BudgetedWrite = {
      update: (step) => {
        // Not the data of the first attempt: the database can have accepted later data meanwhile.
        data = this.#data;
        return this.#held === held ? memberDataChange(held.live.place, held.seat, data, step) : null;
      },
      isApplied: async () => (await get(this.#ref(held, '/data'))).val() === data,
    };
    return this.#session.budget.spend('changes', write);
  }

  async #release({ live, seat }: HeldSeat): Promise<void> {
    live.place.release(seat);
    await update(ref(live.database), leaving(live.place, seat));
  }

  #ref({ live, seat }: HeldSeat, below = '') {
    return ref(live.database, `${roomPath(this.#roomId)}/${memberPath(this.#session.uid, seat.seat)}${below}`);
  }

  /** Called when the database has refused a seat. */
  #handleRefusal(error: unknown): void {
    if (this.#isEnded) return;
    const held = this.#held;
    this.#held = null;
    this.#acknowledged = null;
    // The seat may exist in the database: without an armed removal, or with older data.
    if (held !== null) this.#release(held).catch(() => undefined);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(this.#toError(error));
    if (!this.#hasJoined) {
      this.#end();
      return;
    }
    const waitMs = this.#session.budget.spentFor('changes');
    if (waitMs > 0) this.#retryTimer = setTimeout(() => this.#update(), waitMs);
    else if (waiting.length === 0) this.#session.reportFailure(error, this.#action());
  }

  #isInvisible(): boolean {
    return this.#session.settings.value?.availability === 'invisible';
  }

  #untilAcknowledged(): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #resolveWaiting(): void {
    this.#hasJoined = true;
    for (const { resolve } of this.#waiting) resolve();
    this.#waiting = [];
  }

  #withPresenceError<T>(operation: Promise<T>): Promise<T> {
    return operation.catch((error: unknown) => {
      throw this.#toError(error);
    });
  }

  #toError(error: unknown): unknown {
    return databaseError(error, this.#action());
  }

  #action(): string {
    return `keep user '${this.#session.uid}' in the room '${this.#roomId}'`;
  }
}
