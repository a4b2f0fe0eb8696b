import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Deployment, type System } from '../../tests/kit/systems/index.ts';
import type { Person } from '../../tests/kit/users/index.ts';
import type { Log } from '../log.ts';
import { Spoilt } from '../spoilt.ts';
import { type State, untilReceived } from '../until-received.ts';
import { waitUntil } from '../waiting.ts';
import { watchedOf } from '../watched.ts';
import { answerOf } from './answer.ts';
import type { MeasuredSystem } from './measured-system.ts';
import { monotonic } from './monotonic.ts';

const PROGRAM = fileURLToPath(new URL('page-process.ts', import.meta.url));

/**
 * One of the systems. The page has a process of its own. The stand-in, the function and a watcher of the document are in this process.
 * Firestore's emulator has another one.
 */
export async function openFirebaseSystem(system: System, log: Log): Promise<MeasuredSystem> {
  const place = await Deployment.open(system);
  const alice = place.person('alice');
  await place.storesOffline(alice);
  const { host, port } = place.address;
  const page = fork(PROGRAM, [system.name, alice.uid, place.projectId, host, String(port)], {
    execArgv: ['--import', 'tsx'],
  });
  /** @returns the time of the act */
  const order = (act: 'load' | 'start' | 'close'): Promise<number> => answerOf(page, act);
  const received = async (state: State, act: 'start' | 'close'): Promise<number> => {
    const { handled } = place.platform;
    const at = await order(act);
    await untilReceived(watchedOf(place, alice), state, { log });
    await hasHandled(place, handled, log);
    const ms = changedAt(alice) - at;
    if (ms < 0) throw new Spoilt(`The watcher received ${state} ${Math.round(-ms)} ms before the act.`);
    return ms;
  };
  return {
    name: system.name,
    async comesOnline() {
      await order('load');
      return received('online', 'start');
    },
    goesOffline: () => received('offline', 'close'),
    async close() {
      page.kill();
      await place.close();
    },
  };
}

/** By the clock that the process of the page uses too. */
function changedAt(person: Person): number {
  return person.watch().changedAt + (monotonic() - performance.now());
}

/** In some systems the client writes to the watcher's document before the function does. */
async function hasHandled({ platform }: Deployment, before: number, log: Log): Promise<void> {
  const isDone = (): boolean => platform.handled > before && platform.quiet;
  if (!(await waitUntil('the function has handled the event', isDone, { log }))) {
    throw new Error(`The function did not finish. Events handled: ${platform.handled - before}.`);
  }
}
