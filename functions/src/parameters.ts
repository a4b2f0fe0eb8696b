import {
  DEFAULT_COLLECTION,
  DEFAULT_FIRESTORE_DATABASE,
  LATE_AFTER_SECONDS,
  SWEEP_DELAY_SECONDS,
  type Targets,
} from '@firebase-presence/contract';
import { defineString, select } from 'firebase-functions/params';
import { choiceFrom, numberFrom, type Setting, textFrom } from './environment.ts';
import { COUNT_SECONDS } from './online-count.ts';

/*
 * The parameters of a deployment. `firebase deploy` asks for the region, once. The others have defaults that fit most apps, so the CLI does
 * not know them: it would ask for each of them, and fail without a terminal. They are read from the environment, which the CLI fills from
 * the .env files.
 */

/** The collection of the status documents. */
export const collection: Setting<string> = textFrom('PRESENCE_COLLECTION', {
  otherwise: DEFAULT_COLLECTION,
  pattern: /^[^/]+(\/[^/]+\/[^/]+)*$/,
  what: 'the path of a Firestore collection',
});

/** The Firestore database that holds the collection. */
export const firestoreDatabase: Setting<string> = textFrom('PRESENCE_FIRESTORE_DATABASE', {
  otherwise: DEFAULT_FIRESTORE_DATABASE,
  pattern: /^(\(default\)|[a-z0-9][a-z0-9-]*)$/,
  what: 'the id of a Firestore database',
});

/** Where the mirror writes the statuses: into Firestore, into the Realtime Database, or into both. */
export const targets: Setting<Targets> = choiceFrom('PRESENCE_TARGETS', {
  otherwise: 'firestore',
  choices: ['firestore', 'both', 'database'],
});

/** The regions that have the Realtime Database. */
export const region = defineString('PRESENCE_REGION', {
  default: 'us-central1',
  label: 'Region of the Realtime Database',
  description:
    'The functions run in this region. Its instances of the Realtime Database are the only ones whose events arrive.',
  input: select({
    'us-central1 (databases at *.firebaseio.com)': 'us-central1',
    'europe-west1 (databases at *.europe-west1.firebasedatabase.app)': 'europe-west1',
    'asia-southeast1 (databases at *.asia-southeast1.firebasedatabase.app)': 'asia-southeast1',
  }),
});

/** The grace period: how long the functions wait for a lost user to connect again, before they write `offline`. */
export const graceSeconds: Setting<number> = numberFrom('PRESENCE_GRACE_SECONDS', { otherwise: 3, least: 0 });

/** The URLs of the Realtime Database instances that hold users, separated by commas. Empty: the default instance. */
export const databaseUrls: Setting<string> = textFrom('PRESENCE_DATABASE_URLS', {
  otherwise: '',
  pattern: /^/,
  what: 'a list of URLs',
});

/** How long after its latest renewal a lease is late, so that a tick asks the client. More than the renewal period of the clients. */
export const lateAfterSeconds: Setting<number> = numberFrom('PRESENCE_LEASE_SECONDS', {
  otherwise: LATE_AFTER_SECONDS,
  least: 1,
});

/** How long a late lease may wait for the tick that asks. From 60 on, only the schedule looks for late leases, once a minute. */
export const sweepDelaySeconds: Setting<number> = numberFrom('PRESENCE_SWEEP_SECONDS', {
  otherwise: SWEEP_DELAY_SECONDS,
  least: 0,
});

/** How often the functions count the online users: once in so many seconds at most. 0: the functions do not count them. */
export const countSeconds: Setting<number> = numberFrom('PRESENCE_COUNT_SECONDS', {
  otherwise: COUNT_SECONDS,
  least: 0,
});

/** How many instances of the mirror and of the tick stay warm. */
export const minInstances: Setting<number> = numberFrom('PRESENCE_MIN_INSTANCES', { otherwise: 0, least: 0 });

/**
 * The instances of `onUserStatusChanged`. `shared`: a whole processor, up to 80 runs at a time. `small`: a sixth of a processor, one run at a
 * time. docs/6-scaling.md says up to which size of an app that is cheaper.
 */
export const eventInstances: Setting<'shared' | 'small'> = choiceFrom('PRESENCE_EVENT_INSTANCES', {
  otherwise: 'shared',
  choices: ['shared', 'small'],
});

/** How many ticks Cloud Tasks delivers at the same time, for all database instances together. */
export const ticksAtOnce: Setting<number> = numberFrom('PRESENCE_TICKS_AT_ONCE', { otherwise: 6, least: 1 });
