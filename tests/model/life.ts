import fc from 'fast-check';
import { announcement, arming, departure, type MultiPathUpdate, statusPath } from '../../contract/index.ts';

/*
 * What can happen to a user's node in the Realtime Database: several connections of our SDK, which write what contract/connection.ts
 * says, a documentation-style client, an admin, and somebody who writes past the rules.
 */

export const UID = 'alice';

/** One change; `pick` chooses among the connections that can be meant. */
export interface Deed {
  kind: (typeof KINDS)[number];
  pick: number;
  /** In the same millisecond as the one before. */
  atOnce: boolean;
}

const KINDS = [
  'connects',
  'reconnects',
  'loses',
  'leaves',
  'is swept',
  'stamps late',
  'documented client comes',
  'documented client goes',
  'node is deleted',
  'node is malformed',
] as const;

/** Ways in which a connection of ours beside others begins and ends. */
const OURS = ['connects', 'reconnects', 'loses', 'leaves', 'is swept', 'stamps late'] as const;

const DOCUMENTED = ['documented client comes', 'documented client goes'] as const;

const lives = (kinds: readonly Deed['kind'][]): fc.Arbitrary<Deed[]> =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(9), atOnce: fc.boolean() }), {
    minLength: 1,
    maxLength: 7,
  });

export const anyLife = lives(KINDS);
export const lifeBesideAnotherTab = lives(OURS);
export const documentedLife = lives(DOCUMENTED);

export interface Change {
  before: unknown;
  after: unknown;
  time: number;
  /** The connection that this change has announced. */
  announced: string | null;
}

/** The user's node, and what its clients know of it. */
export class Node {
  value: unknown;
  time = 1000;
  readonly #living = new Set<string>();
  readonly #ended: string[] = [];
  #count = 0;

  /** @param steady a connection that stands from the beginning and is never meant by a deed */
  constructor(steady: string | null) {
    this.value = steady === null ? null : { connections: { [steady]: { last_changed: 900 } }, last_changed: 900 };
  }

  does({ kind, pick, atOnce }: Deed): Change {
    if (!atOnce) this.time += 10;
    const before = this.value;
    const announced = this.#do(kind, pick);
    return { before, after: this.value, time: this.time, announced };
  }

  /** Returns the connection that was announced. */
  #do(kind: Deed['kind'], pick: number): string | null {
    const meant = [...this.#living][pick % Math.max(1, this.#living.size)];
    switch (kind) {
      case 'connects':
        return this.#announce([]);
      case 'reconnects':
        if (meant !== undefined) this.#end(meant);
        return this.#announce(meant === undefined ? [] : [meant]);
      case 'loses':
        if (meant !== undefined) this.#end(meant);
        this.#write(arming(meant ?? 'gone', [], this.time), `${statusPath(UID)}/`);
        return null;
      case 'leaves':
      case 'is swept':
        if (meant !== undefined) this.#end(meant);
        this.#write(departure(UID, [meant ?? 'gone'], this.time), '');
        return null;
      case 'stamps late':
        // The server runs what a connection left behind that was removed long ago.
        this.#write(arming(this.#ended.at(-1) ?? 'gone', [], this.time), `${statusPath(UID)}/`);
        return null;
      default:
        this.#replace(kind);
        return null;
    }
  }

  #replace(kind: Deed['kind']): void {
    for (const id of [...this.#living]) this.#end(id);
    const flat = (state: string): unknown => ({ state, last_changed: this.time });
    if (kind === 'documented client comes') this.value = flat('online');
    else if (kind === 'documented client goes') this.value = flat('offline');
    else this.value = kind === 'node is deleted' ? null : { connections: 'none', last_changed: 'yesterday' };
  }

  #announce(leftovers: string[]): string {
    const id = `c${++this.#count}`;
    this.#living.add(id);
    this.#write(announcement(UID, id, leftovers, this.time), '');
    return id;
  }

  #end(id: string): void {
    this.#living.delete(id);
    this.#ended.push(id);
  }

  /** A multi-path update, as the server executes it; what concerns other nodes is left out. */
  #write(update: MultiPathUpdate, below: string): void {
    for (const [path, value] of Object.entries(update)) {
      const [root, uid, ...keys] = `${below}${path}`.split('/');
      if (`${root}/${uid}` === statusPath(UID)) this.value = put(this.value, keys, value);
    }
  }
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
