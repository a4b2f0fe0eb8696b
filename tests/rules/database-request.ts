import { armsUpdate, type Database, reads, removes, sets, type Values, writes } from './status-node.ts';

/** A request of one person to the Realtime Database, whatever path it is about. */
export interface DatabaseRequest {
  title: string;
  /** Alice if nothing is said, nobody who is signed in if null. */
  as?: string | null;
  /** What was written at another time, by path. */
  stands?: Values;
  asks: (database: Database) => Promise<unknown>;
}

export { armsUpdate, reads, removes, sets, writes };
