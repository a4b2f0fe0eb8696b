import type { Database } from 'firebase/database';
import type { OwnPlace } from './seats.ts';

/** A connection that the server has acknowledged. */
export interface LiveConnection {
  readonly database: Database;
  readonly place: OwnPlace;
  /** Tells the server again what to remove when the socket ends, with the seats of now. Resolves with the error, or null. */
  arm(): Promise<unknown>;
}

export interface ConnectionEvents {
  /** The record exists. `at` is the server's time of it, `alone` says that it is the only one of this user. */
  announced(record: { live: LiveConnection; at: number | null; alone: boolean }): void;
  /** The record is about to be replaced or removed. */
  retired(): void;
  /** An announced connection was lost. */
  lost(): void;
  failed(error: unknown): void;
}

/** One user's connection from this device to the Realtime Database. */
export interface Connection {
  /** Removes the record, and resolves when the server has done so or has lost the connection anyway. */
  leave(): Promise<void>;
  /** Announces again after {@link leave}. */
  enter(): void;
  /** Says whether somebody is in front of this device. */
  turn(idle: boolean): void;
  /** Tries again now what the server refused, because the user's rights may have changed. */
  retry(): void;
  /** Stops following; to be called after {@link leave}, or when the user is gone. */
  close(): void;
}

export interface ConnectionStart {
  renewalMs: number;
  idle: boolean;
  /** False for a user who has left already: nothing is announced before {@link Connection.enter}. */
  wanted: boolean;
}
