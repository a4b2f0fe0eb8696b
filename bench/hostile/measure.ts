import { deleteApp, initializeApp } from 'firebase/app';
import { connectDatabaseEmulator, type Database, getDatabase } from 'firebase/database';
import { Attacker, type Effect } from '../../tests/kit/attacker/index.ts';
import { Backend, ourServer } from '../../tests/kit/functions/index.ts';
import { mockToken } from '../../tests/kit/mock-token.ts';
import { unique } from '../../tests/kit/unique.ts';
import { type Counts, countsOf, difference } from '../cost/counts.ts';
import { type Meters, openMeters } from '../cost/meters.ts';
import type { Log } from '../log.ts';
import { measureAgain, Spoilt } from '../spoilt.ts';
import { waitUntil } from '../waiting.ts';

/** How many writes, or pairs of writes, the account makes. Fewer than any budget. */
const WRITES = 50;

/** How long no handler must end until all consequences of the writes are counted. */
const REST_MS = 1000;

/** What some writes of one account caused. */
export interface Sample {
  readonly accepted: number;
  readonly counts: Counts;
}

/** One account makes the writes of an effect as fast as it can. Counts what they cause in both databases. */
export function sampleOf(effect: Effect, log: Log): Promise<Sample> {
  return measureAgain(() => sampleOnce(effect, log), log);
}

async function sampleOnce(effect: Effect, log: Log): Promise<Sample> {
  let meters: Meters | undefined;
  // The ticks of the leases and the counts of the online users serve all users together.
  const backend = await Backend.open(ourServer({ sweepDelayMs: 60_000, countIntervalMs: 0 }), {
    front: async (server) => {
      meters = await openMeters(server);
      return meters.database;
    },
  });
  if (!meters) throw new Error('No meter is in front of the databases');
  const account = openAccount('mallory', backend);
  try {
    return await counted(effect, account.database, backend, meters, log);
  } finally {
    await account.close();
    await backend.close();
    meters.close();
  }
}

async function counted(
  effect: Effect,
  database: Database,
  backend: Backend,
  { database: databaseMeter, firestore }: Meters,
  log: Log,
): Promise<Sample> {
  const attacker = new Attacker('mallory', database);
  const counts = (): Counts => countsOf(databaseMeter, firestore, backend.platform);
  await effect.prepares?.(attacker);
  await rests(backend, log);
  const before = counts();
  let accepted = 0;
  for (let index = 0; index < WRITES; index++) {
    accepted += (await effect.writes(attacker, index)).filter(Boolean).length;
  }
  await rests(backend, log);
  if (firestore.garbled) throw new Spoilt('The Firestore emulator has garbled an answer.');
  if (accepted === 0) throw new Error(`The rules refused all writes of the account that ${effect.title}.`);
  return { accepted, counts: difference(before, counts()) };
}

/** Waits until no handler runs, and no user waits for a tick. */
async function rests(backend: Backend, log: Log): Promise<void> {
  let handled = -1;
  let since = performance.now();
  const isAtRest = async (): Promise<boolean> => {
    const { platform } = backend;
    if (platform.handled !== handled || !platform.quiet || (await backend.hasMarks())) since = performance.now();
    handled = platform.handled;
    return performance.now() - since >= REST_MS;
  };
  if (await waitUntil('no handler runs and no user waits', isAtRest, { log, limitMs: 60_000 })) return;
  throw new Spoilt('The functions did not come to rest for a minute.');
}

function openAccount(uid: string, { projectId, address }: Backend): { database: Database; close(): Promise<void> } {
  const app = initializeApp({ projectId }, unique('account'));
  const database = getDatabase(app);
  connectDatabaseEmulator(database, address.host, address.port, { mockUserToken: mockToken(uid) });
  return { database, close: () => deleteApp(app) };
}
