import { isDeepStrictEqual } from 'node:util';
import {
  aggregate,
  announcement,
  arming,
  type ConnectionPlace,
  departure,
  LEASE_SLOTS,
  type MultiPathUpdate,
  readSettings,
  settingChange,
  settingsPath,
  statusPath,
} from '../../contract/index.ts';
import type { UserNodes } from '../../functions/src/mirror.ts';
import type { Deed } from './life.ts';

export const UID = 'alice';

export interface Change {
  node: 'status' | 'settings';
  before: unknown;
  after: unknown;
  time: number;
  /**
   * The owner's client writes `online` in Firestore too. Returns the time in that write, at its arrival; null if the write never arrives.
   * Null: the client writes nothing.
   */
  anticipates: (() => number | null) | null;
}

const MALFORMED = [
  'online',
  [1],
  { connections: 'none', last_changed: 'yesterday' },
  { state: 'there', connections: { a: true }, last_changed: -1 },
];

/** The user's two nodes in the Realtime Database, and what the user's clients know. They write with the functions of contract/connection.ts. */
export class UserNode {
  value: unknown;
  settings: unknown;
  /** When the last connection was lost and could return; null if a connection exists, or if the user left. */
  lostAt: number | null = null;
  #time = 0;
  readonly #living = new Set<string>();
  #ended = 'gone';
  #count = 0;

  /** @param nodes the nodes at the beginning. No deed changes a connection in them. */
  constructor({ status, settings }: UserNodes) {
    this.value = status;
    this.settings = settings;
  }

  /** @returns null if the deed changed nothing, so that there is no event */
  does({ kind, pick }: Pick<Deed, 'kind' | 'pick'>, time: number): Change | null {
    this.#time = time;
    const before = { status: this.value, settings: this.settings };
    this.#deeds[kind]([...this.#living][pick % Math.max(1, this.#living.size)], pick);
    const after = { status: this.value, settings: this.settings };
    this.#noteLoss(before.status);
    for (const node of ['status', 'settings'] as const) {
      if (isDeepStrictEqual(before[node], after[node])) continue;
      const change = { node, before: before[node], after: after[node], time };
      return { ...change, anticipates: this.#anticipation(kind) };
    }
    return null;
  }

  readonly #deeds: Record<Deed['kind'], (connection: string | undefined, pick: number) => void> = {
    connects: () => this.#announce([]),
    // The client reconnects before the server has noticed the end of the old socket.
    reconnects: (connection) => this.#announce(connection === undefined ? [] : [this.#end(connection)]),
    loses: (connection) => this.#write(arming(placeOf(this.#end(connection)), [], this.#time)),
    leaves: (connection) => this.#depart(connection),
    'is swept': (connection) => this.#depart(connection),
    // The server runs the `onDisconnect` operations of a connection that was removed long ago.
    'stamps late': () => this.#write(arming(placeOf(this.#ended), [], this.#time)),
    'documented client comes': () => this.#replace({ state: 'online', last_changed: this.#time }),
    'documented client goes': () => this.#replace({ state: 'offline', last_changed: this.#time }),
    'node is deleted': () => this.#replace(null),
    'turns invisible': () => this.#choose('availability', { value: 'invisible' }),
    'turns visible': () => this.#choose('availability', { value: 'available' }),
    hides: () => this.#choose('last_seen', { hidden: true }),
    'hides no longer': () => this.#choose('last_seen', { hidden: false }),
    'is busy': () => this.#choose('availability', { value: 'busy' }),
    'sets a status': (_, pick) => this.#choose('custom', { text: `status ${pick}` }),
    'node is malformed': (_, pick) => this.#replace(MALFORMED[pick % MALFORMED.length]),
  };

  #noteLoss(before: unknown): void {
    const [was, is] = [aggregate(before, this.#time), aggregate(this.value, this.#time)];
    if (is.state === 'online' || is.left || is.absent) this.lostAt = null;
    else if (was.state === 'online') this.lostAt = this.#time;
  }

  #anticipation(kind: Deed['kind']): Change['anticipates'] {
    const announcedAt = this.#time;
    // The client of a user who is invisible or hides last seen leaves every write to the function.
    if (isHidden(this.settings)) return null;
    if (kind === 'connects' || kind === 'reconnects') return () => announcedAt;
    // This client writes the time of arrival. The rules accept that even after its record is gone. The model leaves that case out.
    if (kind === 'documented client comes')
      return () => (aggregate(this.value, 0).state === 'online' ? this.#time : null);
    return null;
  }

  #choose(name: 'availability' | 'custom' | 'last_seen', chosen: Record<string, unknown>): void {
    this.#write(settingChange(UID, name, { ...chosen, at: this.#time }, this.#time, null));
  }

  #announce(leftovers: string[]): void {
    const id = `c${++this.#count}`;
    this.#living.add(id);
    this.#write(announcement(placeOf(id), leftovers.map(placeOf), this.#time));
  }

  #depart(connection: string | undefined): void {
    this.#write(departure(placeOf(this.#end(connection)), [], this.#time));
  }

  #replace(value: unknown): void {
    for (const id of [...this.#living]) this.#end(id);
    this.value = value;
  }

  #end(connection: string | undefined): string {
    if (connection === undefined) return this.#ended;
    this.#living.delete(connection);
    this.#ended = connection;
    return connection;
  }

  /** Applies a multi-path update as the server does. Ignores other nodes. */
  #write(update: MultiPathUpdate): void {
    for (const [path, value] of Object.entries(update)) {
      this.value = putBelow(statusPath(UID), this.value, path, value);
      this.settings = putBelow(settingsPath(UID), this.settings, path, value);
    }
  }
}

export function isHidden(settings: unknown): boolean {
  const { availability, lastSeenHidden } = readSettings(settings);
  return availability === 'invisible' || lastSeenHidden;
}

const placeOf = (id: string): ConnectionPlace => ({ uid: UID, id, slot: LEASE_SLOTS[0] ?? '', seats: [] });

function putBelow(root: string, tree: unknown, path: string, value: unknown): unknown {
  return path.startsWith(`${root}/`) ? put(tree, path.slice(root.length + 1).split('/'), value) : tree;
}

/** Returns the tree with a value at a path. A node without children does not exist. */
function put(tree: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  const children =
    typeof tree === 'object' && tree !== null ? new Map(Object.entries(tree)) : new Map<string, unknown>();
  const child = put(children.get(key), rest, value);
  if (child === null || child === undefined) children.delete(key);
  else children.set(key, child);
  return children.size === 0 ? null : Object.fromEntries(children);
}
