import {
  DEFAULT_COLLECTION,
  DEFAULT_FIRESTORE_DATABASE,
  SWEEP_DELAY_SECONDS,
  TIME_TO_LIVE_SECONDS,
} from '@firebase-presence/contract';
import { defineInt, defineString } from 'firebase-functions/params';

/* The parameters of a deployment. `firebase deploy` asks for them once and stores the answers in functions/.env.<project>. */

export const collection = defineString('PRESENCE_COLLECTION', {
  default: DEFAULT_COLLECTION,
  label: 'Firestore collection',
  description: 'Holds one document for each user. Presence changes only its own four fields.',
  input: {
    text: {
      validationRegex: '^[^/]+(/[^/]+/[^/]+)*$',
      validationErrorMessage: 'This is not the path of a collection. Write for example: status',
    },
  },
});

export const firestoreDatabase = defineString('PRESENCE_FIRESTORE_DATABASE', {
  default: DEFAULT_FIRESTORE_DATABASE,
  label: 'Firestore database',
  description:
    'The id of the database that holds the collection. Clients pass the same id as the option firestoreDatabase.',
  input: {
    text: {
      validationRegex: '^(\\(default\\)|[a-z0-9][a-z0-9-]*)$',
      validationErrorMessage:
        'This is not the id of a Firestore database. The id of the default database is (default).',
    },
  },
});

export const region = defineString('PRESENCE_REGION', {
  default: 'us-central1',
  label: 'Region',
  description: 'The region of the Realtime Database instance. In any other region its events never arrive.',
});

export const graceSeconds = defineInt('PRESENCE_GRACE_SECONDS', {
  default: 3,
  label: 'Grace period in seconds',
  description: 'How long a lost connection may take to return before others see the user offline.',
});

export const databaseUrls = defineString('PRESENCE_DATABASE_URLS', {
  default: '',
  label: 'Database instances',
  description:
    'The URLs of the Realtime Database instances that hold users, separated by commas. Empty: the default instance.',
});

export const timeToLiveSeconds = defineInt('PRESENCE_LEASE_SECONDS', {
  default: TIME_TO_LIVE_SECONDS,
  label: 'Time to live of a lease in seconds',
  description: 'How long a lease is valid after its latest renewal. More than 60: hidden tabs renew it once a minute.',
});

export const sweepDelaySeconds = defineInt('PRESENCE_SWEEP_SECONDS', {
  default: SWEEP_DELAY_SECONDS,
  label: 'Sweep delay in seconds',
  description:
    'How long an expired lease may wait for the sweeper. With 60 or more, only the schedule sweeps, once a minute.',
});
