import type { Firestore } from 'firebase-admin/firestore';
import type { Instance } from './databases.ts';
import type { ShallowKeys } from './shallow.ts';

/** What one run of the repair works on. */
export interface Repair {
  instances: Instance[];
  firestore: Firestore;
  collection: string;
  shallowKeys: ShallowKeys;
  /** Only looks. */
  dryRun: boolean;
  /** How many documents or nodes are read at once. */
  batch: number;
}

export interface Disagreement {
  uid: string;
  /** What the document said; null if there was none. */
  was: string | null;
  /** What the Realtime Database says. */
  is: string;
}

export interface RepairReport {
  checked: number;
  disagreements: Disagreement[];
  /** Connections that no lease names: restored from a backup, for example. */
  unleased: number;
  /** Seats in rooms that no lease names. */
  ghosts: number;
  /** Rooms whose stored occupancy was wrong. */
  miscounted: number;
  /** What could not be checked and was passed over, with the reason. */
  failed: string[];
}
