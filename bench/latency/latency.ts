import type { Figure } from '../figure.ts';
import type { Log } from '../log.ts';
import { ACROSS_A_NETWORK, ONE_MACHINE } from './distance.ts';
import { openFirebaseSystems } from './firebase-system.ts';
import type { MeasuredSystem } from './measured-system.ts';
import { race } from './race.ts';
import { openSocketIoSystem } from './socket-io-system.ts';
import { FIREBASE_SYSTEMS, LATE_SYSTEMS } from './systems.ts';

export const CONTENDERS = FIREBASE_SYSTEMS.map(({ name }) => name);

/** Measures how long it takes until a watcher receives a change, in each system in turn. */
export async function measureLatency(rounds: number, log: Log): Promise<Figure[]> {
  log(`opening ${CONTENDERS.join(', ')} and Socket.IO`);
  const firebase = openFirebaseSystems(FIREBASE_SYSTEMS, ONE_MACHINE, log);
  const [systems, socketIo] = await Promise.all([firebase, openSocketIoSystem(log)]);
  return raceOf([...systems, socketIo], rounds, log);
}

/** The event of {@link measureLatency}, measured across a network. */
export const acrossNetwork = (event: string): string => `${event} across a network`;

/** The same with a network between the parts, without Socket.IO. */
export async function measureAcrossNetwork(rounds: number, log: Log): Promise<Figure[]> {
  log(`opening ${CONTENDERS.join(', ')} across a network`);
  const systems = await openFirebaseSystems(FIREBASE_SYSTEMS, ACROSS_A_NETWORK, log);
  const figures = await raceOf(systems, rounds, log);
  return figures.map((figure) => ({ ...figure, event: acrossNetwork(figure.event) }));
}

export const LATE_FUNCTION = 'online, function a second late';

/** How long it takes across a network until a watcher receives `online`, if the function runs late. */
export async function measureLateFunction(rounds: number, log: Log): Promise<Figure[]> {
  log('opening systems whose function runs a second late');
  const systems = await openFirebaseSystems(LATE_SYSTEMS, ACROSS_A_NETWORK, log);
  const figures = await raceOf(systems, rounds, log);
  return figures.filter(({ event }) => event === 'online').map((figure) => ({ ...figure, event: LATE_FUNCTION }));
}

async function raceOf(systems: readonly MeasuredSystem[], rounds: number, log: Log): Promise<Figure[]> {
  try {
    return await race(systems, rounds, log);
  } finally {
    await Promise.all(systems.map((system) => system.close()));
  }
}
