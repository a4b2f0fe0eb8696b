import type { Aggregate, Settings, Status, Targets } from '@firebase-presence/contract';

/** Everything that decides how a user is shown. Times are milliseconds since the epoch. */
export interface Facts {
  uid: string;
  /** By the clock of the Realtime Database, to the second. */
  now: number;
  /** `/status/{uid}`, as it is. */
  node: unknown;
  aggregate: Aggregate;
  connections: Connection[];
  /** A documentation-style client says that the user is online. */
  hasFlatRecord: boolean;
  settings: Settings;
  /** Where the functions write the statuses. */
  targets: Targets;
  /** Null if there is no status document, or the functions write none. */
  document: Status | null;
  /** Null if there is no public status, or the functions write none. */
  publicStatus: Status | null;
  /** When a tick has to look at the user; null if no tick has to. */
  dueAt: number | null;
  /** When the account was deleted; null if it was not, or long ago. */
  forgottenAt: number | null;
  /** When the sweeper ran last; null if it never did. */
  sweptAt: number | null;
  /** Null if this could not be read. */
  hasAccount: boolean | null;
  /** Null if this could not be read. */
  log: string[] | null;
  /** What could not be read, with the reason. */
  notRead: string[];
}

/** A connection of the user. */
export interface Connection {
  id: string;
  /** When it was announced; null if the record is malformed. */
  since: number | null;
  /** The user is not at that device. */
  idle: boolean;
  /** When its lease was last renewed; null if no lease names it. */
  renewedAt: number | null;
  /** When a tick asked its client for a renewal and got none so far; null if none did. */
  askedAt: number | null;
  /** In how many rooms it is. */
  rooms: number;
}
