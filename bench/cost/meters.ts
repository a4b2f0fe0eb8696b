import * as suite from '../../tests/kit/suite.ts';
import { type DatabaseMeter, openDatabaseMeter } from './database-meter.ts';
import { type FirestoreMeter, openFirestoreMeter } from './firestore-meter.ts';

/** The proxies in front of the two databases. */
export interface Meters {
  readonly database: DatabaseMeter;
  readonly firestore: FirestoreMeter;
  close(): void;
}

/** From here on, each of Firebase's SDKs that is opened finds both databases behind the meters. */
export async function openMeters(server: suite.Address): Promise<Meters> {
  const database = await openDatabaseMeter(server);
  const firestore = await openFirestoreMeter(suite.firestore());
  const unmetered = process.env.FIRESTORE_EMULATOR_HOST;
  process.env.FIRESTORE_EMULATOR_HOST = `${firestore.host}:${firestore.port}`;
  return {
    database,
    firestore,
    close() {
      database.close();
      // The meter before Firestore stays: one of Firebase's SDKs whose channel is closed under its hands tries again without a pause.
      if (unmetered !== undefined) process.env.FIRESTORE_EMULATOR_HOST = unmetered;
    },
  };
}
