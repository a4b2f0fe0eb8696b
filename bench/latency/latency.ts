import type { Figure } from '../figure.ts';
import type { Log } from '../log.ts';
import { openFirebaseSystem } from './firebase-system.ts';
import { race } from './race.ts';
import { openSocketIoSystem } from './socket-io-system.ts';
import { FIREBASE_SYSTEMS } from './systems.ts';

/** Measures how long it takes until a watcher receives a change, in each system in turn. */
export async function measureLatency(rounds: number, log: Log): Promise<Figure[]> {
  log(`opening ${FIREBASE_SYSTEMS.map(({ name }) => name).join(', ')} and Socket.IO`);
  const firebase = FIREBASE_SYSTEMS.map((system) => openFirebaseSystem(system, log));
  const systems = await Promise.all([...firebase, openSocketIoSystem(log)]);
  try {
    return await race(systems, rounds, log);
  } finally {
    await Promise.all(systems.map((system) => system.close()));
  }
}
