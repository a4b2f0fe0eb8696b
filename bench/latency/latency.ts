import type { Figure } from '../figure.ts';
import type { Say } from '../say.ts';
import { openFirebaseRival } from './firebase-rival.ts';
import { race } from './race.ts';
import { openSocketIoRival } from './socket-io-rival.ts';
import { FIREBASE_SYSTEMS } from './systems.ts';

/** How long until a watcher is told, in each system by turns. */
export async function measureLatency(rounds: number, say: Say): Promise<Figure[]> {
  say(`opens ${FIREBASE_SYSTEMS.map(({ name }) => name).join(', ')} and Socket.IO`);
  const firebase = FIREBASE_SYSTEMS.map((system) => openFirebaseRival(system, say));
  const rivals = await Promise.all([...firebase, openSocketIoRival(say)]);
  try {
    return await race(rivals, rounds, say);
  } finally {
    await Promise.all(rivals.map((rival) => rival.close()));
  }
}
