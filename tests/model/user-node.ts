import { isDeepStrictEqual } from 'node:util';
import {
  aggregate,
  announcement,
  arming,
  choice,
  departure,
  type MultiPathUpdate,
  readSettings,
  settingsPath,
  statusPath,
} from '../../contract/index.ts';
import type { Deed } from './life.ts';

export const UID = 'alice';

export interface Change {
  node: 'status' | 'settings';
  before: unknown;
  after: unknown;
  time: number;
  /**
   * The owner's client says in Firestore that it goes online, too. Returns the time that it says when that arrives; null if it
   * never does.
   */
  anticipates: (() => number | null) | null;
}

const MALFORMED = [
  'online',
  [1],
  { connections: 'none', last_changed: 'yesterday' },
  { state: 'there', connections: { a: true }, last_changed: -1 },
];

/** The user's two nodes in the Realtime Database, and what its clients know of it. They write what contract/connection.ts says. */
export class UserNode {
  value: unknown;
  settings: unknown = null;
  time = 1000;
  readonly #living = new Set<string>();
  #ended = 'gone';
  #count = 0;

  /** @param steady a connection that stands from the beginning and is never meant by a deed */
  constructor(steady: string | null) {
    this.value = steady === null ? null : { connections: { [steady]: { last_changed: 900 } }, last_changed: 900 };
  }

  /** Null if the node is as before: then there is no event. */
  does({ kind, pick, atOnce }: Deed): Change | null {
    if (!atOnce) this.time += 10;
    const before = { status: this.value, settings: this.settings };
    this.#deeds[kind]([...this.#living][pick % Math.max(1, this.#living.size)], pick);
    const after = { status: this.value, settings: this.settings };
    for (const node of ['status', 'settings'] as const) {
      if (isDeepStrictEqual(before[node], after[node])) continue;
      const change = { node, before: before[node], after: after[node], time: this.time };
      return { ...change, anticipates: this.#anticipation(kind) };
    }
    return null;
  }

  readonly #deeds: Record<Deed['kind'], (connection: string | undefined, pick: number) => void> = {
    connects: () => this.#announce([]),
    // On a new socket, before the server has noticed the end of the old one.
    reconnects: (connection) => this.#announce(connection === undefined ? [] : [this.#end(connection)]),
    loses: (connection) => this.#disconnect(this.#end(connection)),
    leaves: (connection) => this.#depart(this.#end(connection)),
    'is swept': (connection) => this.#depart(this.#end(connection)),
    // The server runs what a connection left behind that was removed long ago.
    'stamps late': () => this.#disconnect(this.#ended),
    'documented client comes': () => this.#replace({ state: 'online', last_changed: this.time }),
    'documented client goes': () => this.#replace({ state: 'offline', last_changed: this.time }),
    'node is deleted': () => this.#replace(null),
    'turns invisible': () => this.#choose('availability', { value: 'invisible' }),
    'turns visible': () => this.#choose('availability', { value: 'available' }),
    hides: () => this.#choose('last_seen', { hidden: true }),
    'hides no longer': () => this.#choose('last_seen', { hidden: false }),
    'is busy': () => this.#choose('availability', { value: 'busy' }),
    'node is malformed': (_, pick) => this.#replace(MALFORMED[pick % MALFORMED.length]),
  };

  #anticipation(kind: Deed['kind']): Change['anticipates'] {
    const announcedAt = this.time;
    // Whoever is invisible, or hides when they were last seen, leaves every word about it to the function.
    if (isHidden(this.settings)) return null;
    if (kind === 'connects' || kind === 'reconnects') return () => announcedAt;
    // This one says when it arrives. The rules cannot tell it from news once its record is gone, so then it does not come here.
    if (kind === 'documented client comes')
      return () => (aggregate(this.value, 0).state === 'online' ? this.time : null);
    return null;
  }

  #choose(name: 'availability' | 'last_seen', chosen: Record<string, unknown>): void {
    this.#write(choice(UID, name, { ...chosen, at: this.time }, this.time), '');
  }

  #announce(leftovers: string[]): void {
    const id = `c${++this.#count}`;
    this.#living.add(id);
    this.#write(announcement(UID, id, leftovers, this.time), '');
  }

  #disconnect(connection: string): void {
    this.#write(arming(connection, [], this.time), `${statusPath(UID)}/`);
  }

  #depart(connection: string): void {
    this.#write(departure(UID, [connection], this.time), '');
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

  /** A multi-path update, as the server executes it; what concerns other nodes is left out. */
  #write(update: MultiPathUpdate, below: string): void {
    for (const [path, value] of Object.entries(update)) {
      const [root, uid, ...keys] = `${below}${path}`.split('/');
      if (`${root}/${uid}` === statusPath(UID)) this.value = put(this.value, keys, value);
      if (`${root}/${uid}` === settingsPath(UID)) this.settings = put(this.settings, keys, value);
    }
  }
}

export function isHidden(settings: unknown): boolean {
  const { availability, lastSeenHidden } = readSettings(settings);
  return availability === 'invisible' || lastSeenHidden;
}

/** The tree with a value at a path; a node without children does not exist. */
function put(tree: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  const children =
    typeof tree === 'object' && tree !== null ? new Map(Object.entries(tree)) : new Map<string, unknown>();
  const child = put(children.get(key), rest, value);
  if (child === null || child === undefined) children.delete(key);
  else children.set(key, child);
  return children.size === 0 ? null : Object.fromEntries(children);
}
