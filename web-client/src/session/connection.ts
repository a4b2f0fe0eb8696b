import {
  announcement,
  arming,
  askedPath,
  connectionPath,
  idleChange,
  type MultiPathUpdate,
  renewal,
  statusPath,
} from '@firebase-presence/contract';
import {
  type Database,
  type DatabaseReference,
  type DataSnapshot,
  onValue,
  ref,
  serverTimestamp,
  update,
} from 'firebase/database';
import { Retry } from '../core/index.ts';
import type { Connection, ConnectionEvents, ConnectionStart } from './connection-events.ts';
import { arm, errorOf, removeAll } from './connection-writes.ts';
import { Renewals } from './lease.ts';
import { listenToNode, type NodeListener } from './node-listener.ts';
import { OwnPlace } from './seats.ts';
import { Slots, tooManyConnections } from './slots.ts';
import { ReachableWaits } from './while-reachable.ts';

/** Announces the user on each socket of this client, until {@link Connection.leave} or {@link Connection.close}. */
export function openConnection(
  database: Database,
  uid: string,
  start: ConnectionStart,
  events: ConnectionEvents,
): Connection {
  return new UserConnection(database, uid, start, events);
}

class UserConnection implements Connection {
  readonly #database: Database;
  readonly #events: ConnectionEvents;
  readonly #uid: string;
  readonly #root: DatabaseReference;
  readonly #node: NodeListener;
  readonly #stopFollowing: () => void;
  #socketOpen = false;
  #shouldAnnounce: boolean;
  /** Counts announcements and departures, to recognize an answer to an earlier one. */
  #attempt = 0;
  /** The record that the database has acknowledged on this socket. */
  #record: OwnPlace | null = null;
  /** True after the event `announced`, until the connection is lost or left. */
  #isAnnounced = false;
  #isErrorReported = false;
  /** True while other connections hold all slots. The next change of the user's node can free one. */
  #waitsForSlot = false;
  /** Leftovers: connections of lost sockets, and announced connections that the database has not acknowledged yet. */
  readonly #leftovers = new Map<string, OwnPlace>();
  readonly #slots = new Slots();
  readonly #renewals: Renewals;
  readonly #retry = new Retry(() => this.#announceIfNeeded());
  readonly #waits = new ReachableWaits();
  #idle: boolean;

  constructor(
    database: Database,
    uid: string,
    { renewalMs, idle, announces }: ConnectionStart,
    events: ConnectionEvents,
  ) {
    this.#database = database;
    this.#events = events;
    this.#idle = idle;
    this.#shouldAnnounce = announces;
    this.#uid = uid;
    this.#root = ref(database);
    this.#renewals = new Renewals(renewalMs);
    this.#node = listenToNode(ref(database, statusPath(uid)), {
      changed: (node) => this.#handleNode(node),
      failed: (error) => {
        this.#slots.node = null;
        events.failed(error);
      },
    });
    this.#stopFollowing = onValue(ref(database, '.info/connected'), (connected) =>
      this.#handleSocket(connected.val() === true),
    );
  }

  enter(): void {
    if (this.#shouldAnnounce) return;
    this.#shouldAnnounce = true;
    this.#announceIfNeeded();
  }

  setIdle(idle: boolean): void {
    this.#idle = idle;
    const record = this.#record;
    if (record !== null) this.#confirm(record, idleChange(record, idle, serverTimestamp()));
  }

  retry(): void {
    this.#node.retry();
    this.#retry.runNow();
  }

  async leave(): Promise<void> {
    this.#shouldAnnounce = false;
    this.#isAnnounced = false;
    this.#retire();
    await this.#depart();
  }

  close(): void {
    this.#retire();
    this.#stopFollowing();
    this.#node.stop();
    this.#waits.end();
  }

  #handleSocket(socketOpen: boolean): void {
    this.#socketOpen = socketOpen;
    if (!socketOpen) {
      this.#retire();
      this.#waits.end();
      this.#reportLoss();
    } else if (this.#shouldAnnounce) {
      this.#announce();
    } else {
      this.#depart().catch(this.#events.failed);
    }
  }

  /** Ignores the first `.info/connected: false` of a page: it is the initial value, before any announcement. */
  #reportLoss(): void {
    if (!this.#isAnnounced) return;
    this.#isAnnounced = false;
    this.#events.lost();
  }

  /** Rule 3: writes the record of a living connection again when it vanishes. A client that replaces the whole node removes it. */
  #handleNode(node: DataSnapshot): void {
    this.#slots.node = node;
    const isGone = this.#record !== null && this.#slots.lacks(this.#record.id);
    if (isGone || (this.#waitsForSlot && !this.#slots.areFull(this.#leftovers))) this.#announceIfNeeded();
  }

  #retire(): void {
    this.#attempt++;
    this.#waitsForSlot = false;
    this.#renewals.stop();
    this.#retry.cancel();
    const record = this.#record;
    if (record === null) return;
    this.#leftovers.set(record.id, record);
    this.#record = null;
    this.#events.retired();
  }

  #announceIfNeeded(): void {
    if (this.#shouldAnnounce && this.#socketOpen) this.#announce();
  }

  #announce(): void {
    this.#retire();
    const slot = this.#slots.choose(this.#leftovers);
    if (slot === null) this.#giveUp(tooManyConnections(this.#uid));
    else this.#armAndAnnounce(slot).catch(this.#events.failed);
  }

  /**
   * Rules 1 and 2a: arms and announces. The client sends both without waiting, because the database handles the messages of a socket in
   * order. The place is a leftover before the announcement: Firebase repeats unacknowledged writes first on the next socket.
   */
  async #armAndAnnounce(slot: string): Promise<void> {
    const attempt = this.#attempt;
    const place = new OwnPlace(this.#uid, slot);
    const leftovers = [...this.#leftovers.values()];
    const idle = this.#idle;
    this.#leftovers.set(place.id, place);
    const armed = arm(this.#root, place, leftovers);
    const announced = errorOf(update(this.#root, announcement(place, leftovers, serverTimestamp(), idle)));
    // This never settles if the socket is lost in the meantime. The next socket begins another attempt.
    const [armingError, error] = await Promise.all([armed, announced]);
    if (attempt !== this.#attempt) return;
    // The database also refuses the repetition of a write that it has applied.
    const exists = error === null || this.#slots.shows(place.id);
    if (exists && armingError === null) this.#handleSuccess(place, leftovers, idle);
    else await this.#handleRefusal(place, leftovers, error ?? armingError, exists);
  }

  #handleSuccess(place: OwnPlace, leftovers: readonly OwnPlace[], idle: boolean): void {
    for (const { id } of [place, ...leftovers]) this.#leftovers.delete(id);
    this.#slots.reset();
    this.#retry.reset();
    this.#record = place;
    this.#isAnnounced = true;
    this.#isErrorReported = false;
    this.#renewals.start(ref(this.#database, askedPath(place.uid, place.slot)), () => this.#renew(place));
    if (idle !== this.#idle) this.setIdle(this.#idle);
    const live = { database: this.#database, place, arm: () => arm(this.#root, place, this.#leftovers.values()) };
    this.#events.announced({ live, ...this.#stateOf(place.id) });
  }

  /** If only the arming failed, the database would never remove the record. So the client removes it. */
  async #handleRefusal(
    place: OwnPlace,
    leftovers: readonly OwnPlace[],
    error: unknown,
    isAnnounced: boolean,
  ): Promise<void> {
    const attempt = this.#attempt;
    if (isAnnounced) await errorOf(update(this.#root, arming(place, leftovers, serverTimestamp())));
    else this.#leftovers.delete(place.id);
    if (attempt !== this.#attempt) return;
    if (this.#slots.handleRefusal(place.slot, this.#leftovers)) this.#announce();
    else this.#giveUp(this.#slots.areFull(this.#leftovers) ? tooManyConnections(this.#uid) : error);
  }

  /** Reports the error, and tries again later: the database may allow the write then, or a slot may be free. */
  #giveUp(error: unknown): void {
    this.#slots.reset();
    this.#waitsForSlot = this.#slots.areFull(this.#leftovers);
    if (!this.#waitsForSlot) this.#retry.schedule();
    this.#reportLoss();
    this.#isErrorReported ||= this.#events.failed(error);
  }

  #renew(place: OwnPlace): void {
    if (this.#slots.lacks(place.id)) this.#announceIfNeeded();
    else this.#confirm(place, renewal(place, serverTimestamp()));
  }

  /** Writes for an existing record. If the database refuses the write, the record is gone. */
  #confirm(record: OwnPlace, write: MultiPathUpdate): void {
    update(this.#root, write).catch(() => {
      if (this.#record === record) this.#announceIfNeeded();
    });
  }

  #stateOf(id: string): { at: number | null; alone: boolean } {
    const node = this.#slots.node;
    const at: unknown = node?.child(connectionPath(id)).child('last_changed').val();
    const others = (node?.child('connections').size ?? 1) - 1;
    return { at: typeof at === 'number' ? at : null, alone: others <= 0 && node?.child('state').val() !== 'online' };
  }

  /** Keeps what is armed for the end of this socket: `cancel` would also erase the app's own `onDisconnect` operations. */
  async #depart(): Promise<void> {
    const places = [...this.#leftovers.values()];
    const latest = places.at(-1);
    if (!this.#socketOpen || latest === undefined) return;
    const removed = removeAll(this.#root, latest, places.slice(0, -1)).then(() => {
      for (const { id } of places) this.#leftovers.delete(id);
    });
    await this.#waits.wait(removed);
  }
}
