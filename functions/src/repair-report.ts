import type { Firestore } from 'firebase-admin/firestore';
import type { Instance } from './databases.ts';
import type { ShallowKeys } from './shallow.ts';

/** What one run of the repair needs. */
export interface Repair {
  instances: Instance[];
  firestore: Firestore;
  collection: string;
  shallowKeys: ShallowKeys;
  /** True to report only, and to write nothing. */
  dryRun: boolean;
  /** How many documents or nodes one query reads. */
  batch: number;
}

export interface Disagreement {
  uid: string;
  /** The state in the document; null if it contained no status. */
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
