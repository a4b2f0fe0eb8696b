import type { Deployment } from '../../kit/systems/index.ts';
import type { Person } from '../../kit/users/index.ts';

/** One fault, written with users and tabs, so that it runs with any system. */
export interface Fault {
  readonly title: string;
  /** The state that watchers must see in the end. */
  readonly expected: 'online' | 'offline';
  /** Watchers must never see the user offline in between. */
  readonly unseen?: true;
  /** Other fields that the document must contain in the end. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** True if only a system with Firestore can have the fault. docs/9 says why. */
  readonly needsFirestore?: true;
  readonly happens: (alice: Person, place: Deployment) => Promise<void>;
}
