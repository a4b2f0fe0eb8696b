import {
  announcement,
  arming,
  connectionPath,
  departure,
  type MultiPathUpdate,
  statusPath,
  turning,
} from '@firebase-presence/contract';
import {
  type Database,
  type DatabaseReference,
  type DataSnapshot,
  onDisconnect,
  onValue,
  push,
  ref,
  serverTimestamp,
  update,
} from 'firebase/database';
import { type Lease, leaseOf } from './lease.ts';
import { onOwnNodeChanged } from './own-node.ts';

/** How long {@link Connection.leave} waits for a server that neither answers nor hangs up. */
const LEAVE_TIMEOUT_MS = 5_000;

export interface ConnectionEvents {
  /** The record stands. `at` is the server's time of it, `alone` says that it is the only one of this user. */
  announced(record: { id: string; at: number | null; alone: boolean }): void;
  /** An announced connection was lost. */
  lost(): void;
  failed(error: unknown): void;
  /** What else has to go with these connections when they leave. Relative to the root. */
  leaving(ids: string[]): MultiPathUpdate;
}

/** One user's connection from this device to the Realtime Database. */
export interface Connection {
  /** Removes the record, and resolves when the server has done so or has lost the connection anyway. */
  leave(): Promise<void>;
  /** Announces again after {@link leave}. */
  enter(): void;
  /** Says whether somebody is in front of this device. */
  turn(idle: boolean): void;
  /** Stops following; to be called after {@link leave}, or when the user is gone. */
  close(): void;
}

export interface ConnectionStart {
  renewalMs: number;
  idle: boolean;
  /** False for a user who has left already: nothing is announced before {@link Connection.enter}. */
  wanted: boolean;
}

/** Announces the user whenever this device is connected, until left or closed. */
export function openConnection(
  database: Database,
  uid: string,
  start: ConnectionStart,
  events: ConnectionEvents,
): Connection {
  return new UserConnection(database, uid, start, events);
}

class UserConnection implements Connection {
  readonly #events: ConnectionEvents;
  readonly #uid: string;
  readonly #root: DatabaseReference;
  readonly #node: DatabaseReference;
  readonly #unsubscribes: (() => void)[];
  #socketOpen = false;
  #wanted: boolean;
  /** Counts announcements and departures, so that an answer to an earlier one is known as such. */
  #attempt = 0;
  /** The record that the server has acknowledged on this socket. */
  #record: string | null = null;
  /** Records that may stand on the server and should not: of lost sockets, or not acknowledged before the socket was lost. */
  readonly #leftovers = new Set<string>();
  readonly #lease: Lease;
  #latest: DataSnapshot | null = null;
  #idle: boolean;
  #endWaits = new Set<() => void>();

  constructor(database: Database, uid: string, { renewalMs, idle, wanted }: ConnectionStart, events: ConnectionEvents) {
    this.#events = events;
    this.#idle = idle;
    this.#wanted = wanted;
    this.#uid = uid;
    this.#root = ref(database);
    this.#node = ref(database, statusPath(uid));
    this.#lease = leaseOf(database, uid, renewalMs, events.failed);
    const failed = (error: unknown): void => events.failed(error);
    this.#unsubscribes = [
      onOwnNodeChanged(this.#node, (node) => this.#heal(node), failed),
      onValue(ref(database, '.info/connected'), (connected) => this.#follow(connected.val() === true), failed),
    ];
  }

  enter(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    if (this.#socketOpen) this.#announce();
  }

  turn(idle: boolean): void {
    this.#idle = idle;
    if (this.#record === null) return;
    update(this.#node, turning(this.#record, idle, serverTimestamp())).catch(this.#events.failed);
  }

  async leave(): Promise<void> {
    this.#wanted = false;
    this.#retireRecord();
    await this.#depart();
  }

  close(): void {
    this.#retireRecord();
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    this.#releaseWaits();
  }

  #follow(socketOpen: boolean): void {
    const wasAnnounced = this.#record !== null;
    this.#socketOpen = socketOpen;
    if (!socketOpen) {
      this.#retireRecord();
      this.#releaseWaits();
      // The first `false` of a page is the initial value: nothing was announced, so nothing is lost.
      if (wasAnnounced) this.#events.lost();
    } else if (this.#wanted) {
      this.#announce();
    } else {
      this.#depart().catch(this.#events.failed);
    }
  }

  /** Rule 3: whoever removed the record of a living connection was wrong, for example a client that replaced the whole node. */
  #heal(node: DataSnapshot): void {
    this.#latest = node;
    if (this.#record !== null && !node.hasChild(connectionPath(this.#record))) this.#announce();
  }

  #retireRecord(): void {
    this.#attempt++;
    this.#lease.stopRenewing();
    if (this.#record !== null) this.#leftovers.add(this.#record);
    this.#record = null;
  }

  #announce(): void {
    this.#retireRecord();
    const attempt = this.#attempt;
    this.#armAndAnnounce(attempt).catch((error: unknown) => {
      if (attempt === this.#attempt) this.#events.failed(error);
    });
  }

  /**
   * Rules 1 and 2. Writes that were not acknowledged when a socket was lost are sent again by Firebase on the next one, before
   * anything of ours: arming covers those records too, so that none stands without a server that will remove it.
   */
  async #armAndAnnounce(attempt: number): Promise<void> {
    const id = newConnectionId(this.#node);
    const leftovers = [...this.#leftovers];
    await Promise.all([onDisconnect(this.#node).update(arming(id, leftovers, serverTimestamp())), this.#lease.arm(id)]);
    if (attempt !== this.#attempt) return;
    this.#leftovers.add(id);
    const idle = this.#idle;
    await update(this.#root, announcement(this.#uid, id, leftovers, serverTimestamp(), idle));
    if (attempt !== this.#attempt) return;
    for (const settled of [id, ...leftovers]) this.#leftovers.delete(settled);
    this.#record = id;
    this.#lease.keepRenewing(id);
    if (idle !== this.#idle) this.turn(this.#idle);
    this.#events.announced(this.#describe(id));
  }

  #describe(id: string): { id: string; at: number | null; alone: boolean } {
    const at: unknown = this.#latest?.child(connectionPath(id)).child('last_changed').val();
    const others = (this.#latest?.child('connections').size ?? 1) - 1;
    const alone = others <= 0 && this.#latest?.child('state').val() !== 'online';
    return { id, at: typeof at === 'number' ? at : null, alone };
  }

  async #depart(): Promise<void> {
    const ids = [...this.#leftovers];
    if (!this.#socketOpen || ids.length === 0) return;
    const attempt = this.#attempt;
    await this.#whileReachable(
      update(this.#root, {
        ...this.#events.leaving(ids),
        ...departure(this.#uid, ids, serverTimestamp()),
      }).then(() => {
        for (const id of ids) this.#leftovers.delete(id);
        // What the server was told to do at the end of this socket is done.
        return attempt === this.#attempt ? this.#disarm(ids) : undefined;
      }),
    );
  }

  async #disarm(ids: string[]): Promise<void> {
    await Promise.all([onDisconnect(this.#node).cancel(), ...ids.map((id) => this.#lease.disarm(id))]);
  }

  /** A lost socket ends the wait: the server removes the record by itself then. */
  async #whileReachable(operation: Promise<void>): Promise<void> {
    let end: () => void = () => undefined;
    const unreachable = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#endWaits.add(end);
    const timer = setTimeout(end, LEAVE_TIMEOUT_MS);
    try {
      await Promise.race([operation, unreachable]);
    } finally {
      clearTimeout(timer);
      this.#endWaits.delete(end);
    }
  }

  #releaseWaits(): void {
    for (const end of this.#endWaits) end();
  }
}

/** A push id is made on the device, sorts by time and cannot be guessed; nothing is written. */
function newConnectionId(node: DatabaseReference): string {
  return String(push(node).key);
}
