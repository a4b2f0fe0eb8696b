import { readFileSync } from 'node:fs';
import { getPresence, onConnectionStateChanged } from 'firebase-presence';
import { settingsPath, TIME_TO_LIVE_SECONDS } from '../../contract/index.ts';
import { forgetUser } from '../../functions/src/forget-user.ts';
import { KnownVersions } from '../../functions/src/known-versions.ts';
import { mirror, type UserNodes } from '../../functions/src/mirror.ts';
import { repair } from '../../functions/src/repair.ts';
import { sweep } from '../../functions/src/sweeper.ts';
import type { System } from './system.ts';

const COLLECTION = 'status';

/** What the function does, with the milliseconds that a lost connection has to return. */
export function handlesAfterGrace(graceMs: number): System['handles'] {
  const known = new KnownVersions();
  return async (event, { readNode }, { database, firestore }) => {
    const read = async (): Promise<UserNodes> => {
      const [status, settings] = await Promise.all([readNode(event.uid), database.ref(settingsPath(event.uid)).get()]);
      return { status, settings: settings.val() };
    };
    await mirror({ ...event, node: 'status', read }, { firestore, collection: COLLECTION, graceMs, known });
  };
}

/** As it is deployed: a grace period of three seconds, and a lease of 65. */
export const ours: System = {
  name: 'ours',
  databaseRules: deployed('database.rules.json'),
  firestoreRules: deployed('firestore.rules'),
  retries: true,
  inTurn: false,
  startsOn: (device) =>
    new Promise((resolve, reject) => {
      const stop = onConnectionStateChanged(
        getPresence(device.app),
        (state) => {
          if (state === 'connected') resolve({ stop: () => stop() });
        },
        // Some faults are about what the app is then told of.
        (error) => reject(error),
      );
    }),
  handles: handlesAfterGrace(3000),
  tidies: async ({ database }) => {
    await sweep(database, TIME_TO_LIVE_SECONDS * 1000);
  },
  repairs: async ({ database, firestore }) => {
    await repair({ databases: [database], firestore, collection: COLLECTION, dryRun: false, batch: 100 });
  },
  forgets: (uid, { database, firestore }) =>
    forgetUser(uid, { databases: [database], firestore, collection: COLLECTION }),
};

function deployed(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}
