import { joining, leaving, memberDataChange, memberPath, roomPath, type Seat } from '@firebase-presence/contract';
import { get, ref, serverTimestamp, update } from 'firebase/database';
import { databaseError } from '../core/index.ts';
import type { LiveConnection, Spending, UserSession } from '../session/index.ts';
import { Typist } from './typist.ts';

const memberships = new WeakMap<UserSession, Map<string, Membership>>();

/** A seat that this client has taken or is about to take. */
interface Taken {
  readonly live: LiveConnection;
  readonly seat: Seat;
}

/** Not public: keeps one user in one room on this client. Each connection takes a new seat. */
export class Membership {
  readonly typist: Typist;
  /** Resolves when the server has acknowledged the seat, when the user is invisible, or at the end. Rejects if the server refuses it. */
  readonly entered: Promise<void>;
  readonly #session: UserSession;
  readonly #roomId: string;
  readonly #stops: (() => void)[] = [];
  #isEnded = false;
  #taken: Taken | null = null;
  /** The seat that the server has acknowledged. */
  #standing: Taken | null = null;
  /** True once the app knows that this client is in the room. From then on a failure is tried again. */
  #isKept = false;
  #again: ReturnType<typeof setTimeout> | undefined;
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
    this.typist = new Typist(
      () =>
        this.#standing && {
          database: this.#standing.live.database,
          budget: session.budget,
          seat: this.#standing.seat,
        },
      (error) => session.fail(error, this.#what()),
    );
    this.entered = this.#untilItStands();
    const rooms = memberships.get(session) ?? new Map<string, Membership>();
    memberships.set(session, rooms.set(roomId, this));
    this.#stops.push(
      session.live.listen({ next: (live) => this.#follow(live) }),
      session.settings.listen({ next: () => this.#follow(session.live.value) }),
      session.onClose(() => this.#end()),
    );
    if (this.#isEnded) this.#stopListening();
  }

  /** Replaces the data. */
  async say(data: string | null): Promise<void> {
    this.#data = data;
    const standing = this.#standing;
    if (standing !== null) await this.#explained(this.#change(standing));
    // An invisible user has no seat. The data is kept until the user is visible again.
    else if (!this.#isInvisible()) await this.#untilItStands();
  }

  async leave(): Promise<void> {
    const taken = this.#taken;
    this.#end();
    // Without a connection the server removes the seat by itself.
    if (taken !== null) await this.#explained(this.#withdraw(taken));
  }

  #stopListening(): void {
    for (const stop of this.#stops) stop();
  }

  #end(): void {
    this.#isEnded = true;
    this.#stopListening();
    clearTimeout(this.#again);
    this.typist.stop();
    this.#taken = null;
    this.#standing = null;
    memberships.get(this.#session)?.delete(this.#roomId);
    this.#settled();
  }

  #follow(live: LiveConnection | null): void {
    if (live === null || this.#taken?.live !== live) {
      // The server removes a seat with its connection.
      this.#taken = null;
      this.#standing = null;
      this.typist.forget();
    }
    if (live === null || this.#isEnded) return;
    if (this.#isInvisible()) this.#hide();
    else if (this.#taken === null) this.#enter(live).catch((error: unknown) => this.#fail(error));
  }

  /** Leaves the seat. A user who becomes visible again takes a new seat, so that others cannot link the two. */
  #hide(): void {
    this.#settled();
    const taken = this.#taken;
    this.#taken = null;
    this.#standing = null;
    this.typist.forget();
    if (taken !== null) this.#withdraw(taken).catch((error: unknown) => this.#session.fail(error, this.#what()));
  }

  async #enter(live: LiveConnection): Promise<void> {
    clearTimeout(this.#again);
    const taken: Taken = { live, seat: live.place.take(this.#roomId) };
    this.#taken = taken;
    try {
      await this.#join(taken);
    } catch (error) {
      if (this.#taken === taken) throw error;
    }
  }

  /** Rule 2: arms the seat before it announces it, as the connection does. */
  async #join(taken: Taken): Promise<void> {
    const { live, seat } = taken;
    const armed = live.arm();
    let data = this.#data;
    const isWritten = await this.#session.budget.spend('changes', {
      update: (step) => {
        data = this.#data;
        const entry = { joined_at: serverTimestamp(), data };
        return this.#taken === taken ? joining(live.place, seat, entry, step) : null;
      },
      isApplied: async () => (await get(this.#ref(taken))).exists(),
    });
    if (!isWritten || this.#taken !== taken) return;
    // The server answers in order, so this answer has arrived, unless the socket was lost. Then the client no longer holds the seat.
    const armingError = await armed;
    if (armingError !== null) throw armingError;
    // Data that changed in the meantime waited for the seat.
    while (data !== this.#data && this.#taken === taken) {
      data = this.#data;
      await this.#change(taken);
    }
    if (this.#taken !== taken) return;
    this.#standing = taken;
    this.#settled();
  }

  async #change(taken: Taken): Promise<void> {
    const data = this.#data;
    const spending: Spending = {
      update: (step) => (this.#taken === taken ? memberDataChange(taken.live.place, taken.seat, data, step) : null),
      isApplied: async () => (await get(this.#ref(taken, '/data'))).val() === data,
    };
    await this.#session.budget.spend('changes', spending);
  }

  async #withdraw({ live, seat }: Taken): Promise<void> {
    live.place.release(seat);
    await update(ref(live.database), leaving(live.place, seat));
  }

  #ref({ live, seat }: Taken, below = '') {
    return ref(live.database, `${roomPath(this.#roomId)}/${memberPath(this.#session.uid, seat.seat)}${below}`);
  }

  /** To be called when the server refused a seat. */
  #fail(error: unknown): void {
    if (this.#isEnded) return;
    const taken = this.#taken;
    this.#taken = null;
    this.#standing = null;
    // The seat may exist on the server: without an armed removal, or with older data.
    if (taken !== null) this.#withdraw(taken).catch(() => undefined);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(this.#explain(error));
    if (!this.#isKept) {
      this.#end();
      return;
    }
    const closedFor = this.#session.budget.closedFor('changes');
    if (closedFor > 0) this.#again = setTimeout(() => this.#follow(this.#session.live.value), closedFor);
    else if (waiting.length === 0) this.#session.fail(error, this.#what());
  }

  #isInvisible(): boolean {
    return this.#session.settings.value?.availability === 'invisible';
  }

  #untilItStands(): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #settled(): void {
    this.#isKept = true;
    for (const { resolve } of this.#waiting) resolve();
    this.#waiting = [];
  }

  async #explained(operation: Promise<void>): Promise<void> {
    try {
      await operation;
    } catch (error) {
      throw this.#explain(error);
    }
  }

  #explain(error: unknown): unknown {
    return databaseError(error, this.#what());
  }

  #what(): string {
    return `to keep user '${this.#session.uid}' in the room '${this.#roomId}'`;
  }
}
