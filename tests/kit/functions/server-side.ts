import type { Firestore } from 'firebase-admin/firestore';
import type { Instance } from '../../../functions/src/databases.ts';
import type { Tasks } from './cloud-tasks.ts';
import type { Trigger } from './stand-in.ts';
import type { TriggerEvent } from './triggers.ts';

/** The part of a presence system that runs on servers: its rules and its functions. */
export interface ServerSide {
  readonly name: string;
  readonly databaseRules: string;
  readonly firestoreRules: string;
  /** Which changes run its functions. */
  readonly triggers: readonly Trigger[];
  /** True if the platform retries a handler that failed. */
  readonly retries: boolean;
  /** True if handlers run one after the other, unless a fault is about their order. So what goes wrong does not depend on luck. */
  readonly inTurn: boolean;
  deploys(services: Services): Functions;
}

/** What functions work with. */
export interface Services {
  readonly instance: Instance;
  readonly firestore: Firestore;
  readonly tasks: Tasks;
  /** Reads the node of a user. The answer may arrive late. */
  readNode(uid: string): Promise<unknown>;
}

/** Deployed functions. */
export interface Functions {
  handles(event: TriggerEvent): Promise<void>;
  /** What Cloud Tasks and the schedule run. */
  ticks(): Promise<void>;
  /** What the schedule runs once a day. */
  repairs(): Promise<void>;
  /** What runs when an account was deleted. */
  forgets(uid: string): Promise<void>;
}

/** Functions that handle events, and do nothing else. */
export function onlyHandlers(handles: Functions['handles']): Functions {
  const nothing = async (): Promise<void> => undefined;
  return { handles, ticks: nothing, repairs: nothing, forgets: nothing };
}
