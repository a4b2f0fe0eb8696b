import { readFileSync } from 'node:fs';
import { getPresence, onConnectionStateChanged } from 'firebase-presence';
import { settingsPath, TIME_TO_LIVE_SECONDS } from '../../../contract/index.ts';
import { forgetUser, type Memory } from '../../../functions/src/forget-user.ts';
import type { UserNodes } from '../../../functions/src/mirror.ts';
import { repair } from '../../../functions/src/repair.ts';
import { settleDueUsers } from '../../../functions/src/settle.ts';
import { handleChange } from '../../../functions/src/status-changes.ts';
import { tick } from '../../../functions/src/tick.ts';
import { Functions, functionsOf } from '../functions/functions.ts';
import type { Ground, System } from './system.ts';

const COLLECTION = 'status';

/**
 * What the function does.
 *
 * @param graceMs how long a lost connection has to return
 * @param intervalMs the least time between two changes of a document; default: as deployed
 */
export function handlesAfterGrace(graceMs: number, intervalMs?: number): System['handles'] {
  return async (event, { readNode }, ground) => {
    const { database } = ground;
    const read = () => nodesOf(event.uid, readNode, database);
    const context = contextOf(ground, graceMs);
    await handleChange(
      { ...event, node: 'status', read },
      { ...context, intervalMs: intervalMs ?? context.intervalMs },
    );
  };
}

async function nodesOf(uid: string, readNode: Ground['readNode'], database: Ground['database']): Promise<UserNodes> {
  const [status, settings] = await Promise.all([readNode(uid), database.ref(settingsPath(uid)).get()]);
  return { status, settings: settings.val() };
}

function contextOf(ground: Ground, graceMs: number) {
  const functions = functionsOf(ground, (of) => tickOf(of, graceMs));
  return functions.context(COLLECTION, graceMs);
}

async function tickOf(ground: Ground, graceMs: number): Promise<void> {
  const { shallowKeys } = Functions;
  const context = contextOf(ground, graceMs);
  // Before the tick itself, which would read past the platform and its faults.
  const read = (uid: string) => nodesOf(uid, (one) => ground.readNode(one), ground.database);
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
  tidies: (ground) => tickOf(ground, GRACE_MS),
  repairs: async (ground) => {
    const { shallowKeys } = Functions;
    await repair({ ...memoryOf(ground), shallowKeys, dryRun: false, batch: 100 });
  },
  forgets: (uid, ground) => forgetUser(uid, Date.now(), memoryOf(ground)),
};

function memoryOf(ground: Ground): Memory {
  const { instance } = functionsOf(ground, (of) => tickOf(of, GRACE_MS));
  return {
    instances: [instance],
    firestore: ground.firestore,
    collection: COLLECTION,
    hasAccount: async () => false,
  };
}

function deployed(file: string): string {
  return readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
}
