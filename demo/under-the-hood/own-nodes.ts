import { type Database, type DataSnapshot, onValue, ref } from 'firebase/database';

/**
 * The nodes of one user in the Realtime Database: `/status/{uid}`, `/presence/settings/{uid}`, and the leases
 * `/presence/leases/{uid}:{slot}` by slot.
 */
export type OwnNode = 'status' | 'settings' | 'leases';

type Next = (name: OwnNode, data: unknown) => void;
type Failed = (error: Error) => void;

/** The rules let only the user read these nodes. */
export function onOwnNodesChanged(database: Database, uid: string, next: Next, failed: Failed): () => void {
  const leases = new Leases(database, uid, next, failed);
  const stopStatus = onValue(
    ref(database, `status/${uid}`),
    (status) => {
      next('status', status.val());
      leases.follow(slotsIn(status.child('connections')));
    },
    failed,
  );
  const stopSettings = onValue(
    ref(database, `presence/settings/${uid}`),
    (settings) => next('settings', settings.val()),
    failed,
  );
  return () => {
    stopStatus();
    stopSettings();
    leases.follow([]);
  };
}

/** Each connection names the slot of its lease. The rules let a client read one lease at a time. */
class Leases {
  readonly #listen: (slot: string) => () => void;
  readonly #changed: () => void;
  readonly #stops = new Map<string, () => void>();
  readonly #leases = new Map<string, unknown>();

  constructor(database: Database, uid: string, next: Next, failed: Failed) {
    this.#changed = () => next('leases', Object.fromEntries(this.#leases));
    this.#listen = (slot) => {
      const place = ref(database, `presence/leases/${uid}:${slot}`);
      return onValue(place, (lease) => this.#arrives(slot, lease.val()), failed);
    };
  }

  follow(slots: string[]): void {
    for (const [slot, stop] of this.#stops) {
      if (slots.includes(slot)) continue;
      stop();
      this.#stops.delete(slot);
      this.#leases.delete(slot);
    }
    for (const slot of slots) {
      if (!this.#stops.has(slot)) this.#stops.set(slot, this.#listen(slot));
    }
    this.#changed();
  }

  #arrives(slot: string, lease: unknown): void {
    this.#leases.set(slot, lease);
    this.#changed();
  }
}

function slotsIn(connections: DataSnapshot): string[] {
  const slots: string[] = [];
  connections.forEach((connection) => {
    slots.push(String(connection.child('slot').val()));
  });
  return slots;
}
