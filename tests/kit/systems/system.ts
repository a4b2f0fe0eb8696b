import type { DocumentReference } from 'firebase-admin/firestore';
import type { Databases, HandlerTools, StatusEvent } from '../functions/index.ts';
import type { Address } from '../suite.ts';
import type { Device } from '../users/index.ts';

/** A presence system under test: its client, its function, its rules, and whoever tidies up after them. */
export interface System {
  readonly name: string;
  readonly databaseRules: string;
  readonly firestoreRules: string;
  /** Whether a handler that fails is tried again. */
  readonly retries: boolean;
  /** Events are handled one after the other unless the fault is about that: what goes wrong does not depend on luck. */
  readonly inTurn: boolean;
  /** Makes whoever is signed in on the device present; resolves when they are. */
  startsOn(device: Device, uid: string): Promise<Client>;
  handles(event: StatusEvent, tools: HandlerTools, databases: Databases): Promise<void>;
  /** What its schedule does every few seconds. */
  tidies(databases: Databases): Promise<void>;
  /** What its schedule does once a day. */
  repairs(databases: Databases): Promise<void>;
  /** What it does when an account is deleted. */
  forgets(uid: string, databases: Databases): Promise<void>;
}

/** What a person finds around them. */
export interface Surroundings extends Databases {
  readonly system: System;
  readonly project: string;
  /** Where their devices find the Realtime Database. */
  readonly address: Address;
  document(uid: string): DocumentReference;
  /** The account is deleted. */
  forgets(uid: string): Promise<void>;
}

export interface Client {
  /** Ends what the system does on the device, without a word to the server. */
  stop(): void;
}
