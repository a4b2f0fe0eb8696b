import { getPresence, onConnectionStateChanged } from 'firebase-presence';
import { settingsPath, TIME_TO_LIVE_SECONDS } from '../../../contract/index.ts';
import { forgetUser, type Memory } from '../../../functions/src/forget-user.ts';
import type { UserNodes } from '../../../functions/src/mirror.ts';
import { repair } from '../../../functions/src/repair.ts';
import { settleDueUsers } from '../../../functions/src/settle.ts';
import { handleChange } from '../../../functions/src/status-changes.ts';
import { tick } from '../../../functions/src/tick.ts';
import { deployed } from '../deployed.ts';
import { type Databases, Functions, functionsOf } from '../functions/index.ts';
import type { System } from './system.ts';

const COLLECTION = 'status';

/**
 * What the function does.
 *
 * @param graceMs how long a lost connection has to return
 * @param intervalMs the least time between two changes of a document; default: as deployed
 */
export function handlesAfterGrace(graceMs: number, intervalMs?: number): System['handles'] {
  return async (event, { readNode }, databases) => {
    const { database } = databases;
    const read = () => nodesOf(event.uid, readNode, database);
    const context = contextOf(databases, graceMs);
    await handleChange(
      { ...event, node: 'status', read },
      { ...context, intervalMs: intervalMs ?? context.intervalMs },
    );
  };
}

async function nodesOf(
  uid: string,
  readNode: Databases['readNode'],
  database: Databases['database'],
): Promise<UserNodes> {
  const [status, settings] = await Promise.all([readNode(uid), database.ref(settingsPath(uid)).get()]);
  return { status, settings: settings.val() };
}

function contextOf(databases: Databases, graceMs: number) {
  const functions = functionsOf(databases, (of) => tickOf(of, graceMs));
  return functions.context(COLLECTION, graceMs);
}

async function tickOf(databases: Databases, graceMs: number): Promise<void> {
  const { shallowKeys } = Functions;
  const context = contextOf(databases, graceMs);
  // Before the tick itself, which would read past the platform and its faults.
  const read = (uid: string) => nodesOf(uid, (one) => databases.readNode(one), databases.database);
  await settleDueUsers({ ...context, read }, { outcomes: {}, failed: [] });
  await tick({
    ...context,
    shallowKeys,
    timeToLiveMs: TIME_TO_LIVE_SECONDS * 1000,
    sweepDelayMs: 1000,
  });
}

const GRACE_MS = 3000;

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
  handles: handlesAfterGrace(GRACE_MS),
  tidies: (databases) => tickOf(databases, GRACE_MS),
  repairs: async (databases) => {
    const { shallowKeys } = Functions;
    await repair({ ...memoryOf(databases), shallowKeys, dryRun: false, batch: 100 });
  },
  forgets: (uid, databases) => forgetUser(uid, Date.now(), memoryOf(databases)),
};

function memoryOf(databases: Databases): Memory {
  const { instance } = functionsOf(databases, (of) => tickOf(of, GRACE_MS));
  return {
    instances: [instance],
    firestore: databases.firestore,
    collection: COLLECTION,
    hasAccount: async () => false,
  };
}
