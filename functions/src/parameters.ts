import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import { defineInt, defineString } from 'firebase-functions/params';

/** `firebase deploy` asks for these once and keeps the answers in functions/.env.<project>. */

export const collection = defineString('PRESENCE_COLLECTION', {
  default: DEFAULT_COLLECTION,
  label: 'Firestore collection',
  description: 'Holds one document for each user. Fields that presence does not own are left alone.',
  input: {
    text: {
      validationRegex: '^[^/]+(/[^/]+/[^/]+)*$',
      validationErrorMessage: 'This is not the path of a collection.',
    },
  },
});

export const region = defineString('PRESENCE_REGION', {
  default: 'us-central1',
  label: 'Region',
  description: 'Has to be the region of the Realtime Database instance, or its events never arrive.',
});

export const graceSeconds = defineInt('PRESENCE_GRACE_SECONDS', {
  default: 3,
  label: 'Grace period in seconds',
  description: 'How long a lost connection may take to return before the user is shown offline.',
});
