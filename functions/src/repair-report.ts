import type { Targets } from '@firebase-presence/contract';
import type { Firestore } from 'firebase-admin/firestore';
import type { Instance } from './databases.ts';
import type { Rest } from './rest.ts';
import type { ShallowKeys } from './shallow.ts';

/** What one run of the repair needs. */
export interface Repair {
  instances: Instance[];
  firestore: Firestore;
  collection: string;
  /** Where the functions write the statuses. */
  targets: Targets;
  shallowKeys: ShallowKeys;
  rest: Rest;
  /** True to report only, and to write nothing. */
  dryRun: boolean;
  /** How many documents or nodes one query reads. */
  batch: number;
}

export interface Disagreement {
  uid: string;
  /** The place that disagrees: the status document in Firestore, or the public status in the Realtime Database. */
  target: 'firestore' | 'database';
  /** The state in that place; null if it contained no status. */
  was: string | null;
  /** The state in the Realtime Database. */
  is: string;
}

export interface RepairReport {
  checked: number;
  disagreements: Disagreement[];
  /** How many connections no lease names: restored from a backup, for example. */
  unleasedConnections: number;
  /** How many seats in rooms no lease names. */
  unleasedSeats: number;
  /** How many rooms had an incorrect occupancy. */
  miscountedRooms: number;
  /** The users and rooms that could not be checked, with the error. */
  failed: string[];
}
