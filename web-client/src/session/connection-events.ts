import type { Database } from 'firebase/database';
import type { OwnPlace } from './seats.ts';

/** A connection that the database has acknowledged. */
export interface LiveConnection {
  readonly database: Database;
  readonly place: OwnPlace;
  /** Arms the connection again, with its current seats. Resolves with the error, or null. */
  arm(): Promise<unknown>;
}

export interface ConnectionEvents {
  /** The record exists. `at` is the database's time of it. `alone` is true if the user has no other connection. */
  announced(record: { live: LiveConnection; at: number | null; alone: boolean }): void;
  /** The client is about to replace or remove the record. */
  retired(): void;
  /** An announced connection was lost. */
  lost(): void;
  /** @returns whether the app got the error */
  failed(error: unknown): boolean;
}

/** One user's connection from this client to the Realtime Database. */
export interface Connection {
  /** Removes the record. Resolves when the database has removed it, or when the connection is lost. */
  leave(): Promise<void>;
  /** Announces again after {@link leave}. */
  enter(): void;
  /** Writes whether this client is idle. */
  setIdle(idle: boolean): void;
  /** Repeats refused operations now, because the user's rights may have changed. */
  retry(): void;
  /** Stops all listeners. Call it after {@link leave}, or when the user has signed out. */
  close(): void;
}

export interface ConnectionStart {
  renewalMs: number;
  idle: boolean;
  /** False: the connection announces only after {@link Connection.enter}. */
  announces: boolean;
}
