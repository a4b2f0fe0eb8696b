import { armsUpdate, type Database, reads, removes, sets, type Values, writes } from './status-node.ts';

/** A request of one client to any path of the Realtime Database. */
export interface DatabaseRequest {
  title: string;
  /** The uid of the client; null for a signed-out client. Default: alice. */
  as?: string | null;
  /** The data before the request, by path. */
  initial?: Values;
  asks: (database: Database) => Promise<unknown>;
}

export { armsUpdate, type Database, reads, removes, sets, writes };
