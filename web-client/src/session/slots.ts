import { type ConnectionPlace, connectionPath, LEASE_SLOTS } from '@firebase-presence/contract';
import type { DataSnapshot } from 'firebase/database';
import { PresenceError } from '../core/index.ts';

/** The slots of one user's leases, as the records in the user's node show them. */
export class Slots {
  /** The user's node; null while the database has not sent it. */
  node: DataSnapshot | null = null;
  /** The slot of this client. It stays the same after a reconnect. */
  #current: string | null = null;
  /** The slots that the database refused since the last success. */
  readonly #refused = new Set<string>();

  /**
   * Chooses a free slot: the current one, otherwise a random one, so that tabs that open together rarely choose the same.
   *
   * @param own the connections of this client, which the new connection replaces
   * @returns null if no slot is free
   */
  choose(own: ReadonlyMap<string, ConnectionPlace>): string | null {
    const free = this.#free(own);
    const current = free.find((slot) => slot === this.#current);
    this.#current = current ?? free[Math.floor(Math.random() * free.length)] ?? null;
    return this.#current;
  }

  /** True if other connections hold all slots. */
  areFull(own: ReadonlyMap<string, ConnectionPlace>): boolean {
    const taken = this.#taken(own);
    return LEASE_SLOTS.every((slot) => taken.has(slot));
  }

  /**
   * Call it when the database has refused a connection in this slot.
   *
   * @returns true if another slot is worth an attempt: one is free, and this slot is taken or this was the first refusal. The node may not
   *   show the cause of a first refusal. The client may not know the node yet, or the lease still names seats of a dead connection.
   */
  handleRefusal(slot: string, own: ReadonlyMap<string, ConnectionPlace>): boolean {
    const isFirst = this.#refused.size === 0;
    this.#refused.add(slot);
    return (isFirst || this.#taken(own).has(slot)) && this.#free(own).length > 0;
  }

  /** Forgets which slots were refused. */
  reset(): void {
    this.#refused.clear();
  }

  /** True if the node is known and shows this connection. */
  shows(id: string): boolean {
    return this.node?.hasChild(connectionPath(id)) === true;
  }

  /** True if the node is known and does not show this connection. */
  lacks(id: string): boolean {
    return this.node !== null && !this.shows(id);
  }

  #free(own: ReadonlyMap<string, ConnectionPlace>): string[] {
    const taken = this.#taken(own);
    return LEASE_SLOTS.filter((slot) => !taken.has(slot) && !this.#refused.has(slot));
  }

  #taken(own: ReadonlyMap<string, ConnectionPlace>): Set<unknown> {
    const taken = new Set<unknown>();
    this.node?.child('connections').forEach((record) => {
      if (!own.has(record.key)) taken.add(record.child('slot').val());
    });
    return taken;
  }
}

export function tooManyConnections(uid: string): PresenceError {
  return new PresenceError(
    'presence/too-many-connections',
    `Cannot connect: user '${uid}' has ${LEASE_SLOTS.length} connections, which is the limit. Close another tab. Then this client connects by itself.`,
  );
}
