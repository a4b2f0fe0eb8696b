import { joining, leaving, type MultiPathUpdate, memberPath, roomPath, typingPath } from '@firebase-presence/contract';
import { type DatabaseReference, onDisconnect, ref, serverTimestamp, update } from 'firebase/database';
import { databaseError } from './errors.ts';
import type { LiveConnection, PresenceInstance } from './instance.ts';
import { Typist } from './typist.ts';
import type { ConnectionState } from './watch-connection.ts';

const memberships = new WeakMap<PresenceInstance, Map<string, Membership>>();

/** Not public: keeps one user in one room on this device, on every connection anew. */
export class Membership {
  readonly uid: string;
  readonly typist: Typist;
  /** Settles when the entry stands, or cannot. */
  readonly entered: Promise<void>;
  readonly #instance: PresenceInstance;
  readonly #roomId: string;
  readonly #stops: (() => void)[];
  /** Connections under which an entry may stand. */
  readonly #entries = new Set<string>();
  /** The connection under which the server has acknowledged the entry. */
  #standing: string | null = null;
  #data: string | null;
  /** Who waits for the entry to stand with the latest data. */
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];

  static of(instance: PresenceInstance, roomId: string): Membership | undefined {
    return memberships.get(instance)?.get(roomId);
  }

  constructor(instance: PresenceInstance, roomId: string, uid: string, data: string | null) {
    this.#instance = instance;
    this.#roomId = roomId;
    this.uid = uid;
    this.#data = data;
    this.typist = new Typist(
      () => this.#place(typingPath(roomId)),
      (error) => this.#fail(error),
    );
    this.entered = this.#untilItStands();
    const rooms = memberships.get(instance) ?? new Map<string, Membership>();
    memberships.set(instance, rooms.set(roomId, this));
    instance.companions.add(this.#leavingWith);
    this.#stops = [
      instance.live.listen({ next: (live) => this.#follow(live) }),
      instance.connectionState.listen({ next: (state) => this.#endWithSignOut(state) }),
      instance.settings.listen({ next: () => this.#follow(instance.live.value) }),
    ];
  }

  /** Replaces the data. */
  async say(data: string | null): Promise<void> {
    this.#data = data;
    const place = this.#place(roomPath(this.#roomId));
    if (place === null) return this.#untilItStands();
    try {
      await update(place, { data });
    } catch (error) {
      throw this.#explain(error);
    }
  }

  async leave(): Promise<void> {
    this.#end();
    const live = this.#instance.live.value;
    // Without a connection the server removes the entry by itself.
    if (live) await this.#withdraw(live);
  }

  #end(): void {
    for (const stop of this.#stops) stop();
    this.typist.stop();
    this.#instance.companions.delete(this.#leavingWith);
    memberships.get(this.#instance)?.delete(this.#roomId);
    this.#settled();
  }

  /** Signed out, and not: signed in so lately that the instance has not been told. */
  #endWithSignOut(state: ConnectionState): void {
    if (state === 'signed-out' && this.#instance.auth.currentUser?.uid !== this.uid) this.#end();
  }

  #follow(live: LiveConnection | null): void {
    if (live === null) {
      this.#standing = null;
      this.typist.forget();
    } else if (live.uid !== this.uid) {
      // Somebody else has signed in on this device.
      this.#end();
    } else if (this.#instance.settings.value?.availability === 'invisible') {
      this.#settled();
      if (this.#entries.size > 0) void this.#withdraw(live).catch((error: unknown) => this.#fail(error));
    } else if (!this.#entries.has(live.id)) {
      this.#enter(live).catch((error: unknown) => this.#fail(error));
    }
  }

  /** Armed before it is announced, as the connection itself (rule 2). */
  async #enter({ database, id }: LiveConnection): Promise<void> {
    const leftovers = [...this.#entries];
    this.#entries.add(id);
    const places = [roomPath(this.#roomId), typingPath(this.#roomId)].map(
      (path) => `${path}/${memberPath(this.uid, id)}`,
    );
    await Promise.all(places.map((place) => onDisconnect(ref(database, place)).remove()));
    if (!this.#entries.has(id)) return;
    const place = { roomId: this.#roomId, uid: this.uid, connectionId: id };
    let data = this.#data;
    await update(ref(database), joining(place, leftovers, { joined_at: serverTimestamp(), data }));
    for (const leftover of leftovers) this.#entries.delete(leftover);
    // What was said meanwhile waited for the entry to stand.
    while (data !== this.#data && this.#entries.has(id)) {
      data = this.#data;
      await update(ref(database, `${roomPath(this.#roomId)}/${memberPath(this.uid, id)}`), { data });
    }
    if (!this.#entries.has(id) || this.#instance.live.value?.id !== id) return;
    this.#standing = id;
    this.#settled();
  }

  async #withdraw({ database }: LiveConnection): Promise<void> {
    const ids = [...this.#entries];
    this.#entries.clear();
    this.#standing = null;
    try {
      await update(ref(database), this.#leaving(ids));
    } catch (error) {
      throw this.#explain(error);
    }
  }

  readonly #leavingWith = (uid: string, connectionIds: string[]): MultiPathUpdate => {
    const ids = connectionIds.filter((id) => uid === this.uid && this.#entries.delete(id));
    return this.#leaving(ids);
  };

  #leaving(ids: string[]): MultiPathUpdate {
    const places = ids.map((connectionId) => leaving({ roomId: this.#roomId, uid: this.uid, connectionId }));
    return Object.assign({}, ...places);
  }

  /** Where this device's entry stands below a path; null if none does. */
  #place(path: string): DatabaseReference | null {
    const live = this.#instance.live.value;
    if (live === null || live.id !== this.#standing) return null;
    return ref(live.database, `${path}/${memberPath(this.uid, live.id)}`);
  }

  #fail(error: unknown): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) this.#instance.fail(error, this.#what());
    for (const { reject } of waiting) reject(this.#explain(error));
  }

  #untilItStands(): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #settled(): void {
    for (const { resolve } of this.#waiting) resolve();
    this.#waiting = [];
  }

  #explain(error: unknown): unknown {
    return databaseError(error, this.#what());
  }

  #what(): string {
    return `what user '${this.uid}' does in the room '${this.#roomId}'`;
  }
}
