import type { Database } from 'firebase-admin/database';
import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import type { Device } from '../device.ts';
import type { Address } from '../suite.ts';
import type { HandlerTools, StatusEvent } from './platform.ts';

/** A presence system under test: its client, its function, its rules and its scheduled functions. */
export interface System {
  readonly name: string;
  readonly databaseRules: string;
  readonly firestoreRules: string;
  /** True if the platform retries a failed handler. */
  readonly retries: boolean;
  /** True if handlers run one after the other, unless the fault is about their order. So the results do not depend on chance. */
  readonly inTurn: boolean;
  /** Starts presence of the user who is signed in on the device. Resolves when the user is online. */
  startsOn(device: Device, uid: string): Promise<Client>;
  handles(event: StatusEvent, tools: HandlerTools, ground: Ground): Promise<void>;
  /** Runs the system's scheduled function once: the tick. */
  tidies(ground: Ground): Promise<void>;
  /** Runs the system's daily function once: the repair. */
  repairs(ground: Ground): Promise<void>;
  /** Runs the system's function for a deleted account. */
  forgets(uid: string, ground: Ground): Promise<void>;
}

/** The two databases of one run. */
export interface Ground {
  readonly firestore: Firestore;
  readonly database: Database;
  /** Reads a user's node for a run that no event started. The answer may arrive late. */
  readNode(uid: string): Promise<unknown>;
}

/** The surroundings of a user. */
export interface Surroundings extends Ground {
  readonly system: System;
  readonly project: string;
  /** The address of the Realtime Database for the user's devices. */
  readonly address: Address;
  document(uid: string): DocumentReference;
  /** Runs the system's function for the deleted account. */
  forgets(uid: string): Promise<void>;
}

export interface Client {
  /** Stops the system on the device without telling the server. */
  stop(): void;
}
