import { type Database, reads, removes, sets, updates, type Values } from './status-node.ts';

/** A request of one person to the Realtime Database, whatever path it is about. */
export interface DatabaseRequest {
  title: string;
  /** Alice if nothing is said, nobody who is signed in if null. */
  as?: string | null;
  /** What was written at another time, by path. */
  stands?: Values;
  asks: (database: Database) => Promise<unknown>;
}

/** Of which paths somebody writes at once. */
export const writes = (values: Values): Pick<DatabaseRequest, 'asks'> => updates(values, '/');

export { reads, removes, sets };
