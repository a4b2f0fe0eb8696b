import type { Figure } from '../figure.ts';
import type { Log } from '../log.ts';
import { openFirebaseRival } from './firebase-rival.ts';
import { race } from './race.ts';
import { openSocketIoRival } from './socket-io-rival.ts';
import { FIREBASE_SYSTEMS } from './systems.ts';

/** Measures how long it takes until a watcher receives a change, in each system in turn. */
export async function measureLatency(rounds: number, log: Log): Promise<Figure[]> {
  log(`opening ${FIREBASE_SYSTEMS.map(({ name }) => name).join(', ')} and Socket.IO`);
  const firebase = FIREBASE_SYSTEMS.map((system) => openFirebaseRival(system, log));
  const rivals = await Promise.all([...firebase, openSocketIoRival(log)]);
  try {
    return await race(rivals, rounds, log);
  } finally {
    await Promise.all(rivals.map((rival) => rival.close()));
  }
}
