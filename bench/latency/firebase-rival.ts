import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Deployment, type System } from '../../tests/kit/systems/index.ts';
import type { Person } from '../../tests/kit/users/index.ts';
import type { Say } from '../say.ts';
import { Spoilt } from '../spoilt.ts';
import { type State, untilTold } from '../told.ts';
import { waitUntil } from '../waiting.ts';
import { watchedOf } from '../watched.ts';
import { answerOf } from './answer.ts';
import { monotonic } from './monotonic.ts';
import type { Rival } from './rival.ts';

const PROGRAM = fileURLToPath(new URL('page-process.ts', import.meta.url));

/**
 * One of the systems: the page in a process of its own; the stand-in, the function and a watcher of the document in this one; and Firestore's
 * emulator.
 */
export async function openFirebaseRival(system: System, say: Say): Promise<Rival> {
  const place = await Deployment.open(system);
  const alice = place.person('alice');
  await place.storesEarlierVisit(alice);
  const { host, port } = place.address;
  const page = fork(PROGRAM, [system.name, alice.uid, place.projectId, host, String(port)], {
    execArgv: ['--import', 'tsx'],
  });
  /** @returns when it was done */
  const order = (act: 'load' | 'start' | 'close'): Promise<number> => answerOf(page, act);
  const told = async (state: State, act: 'start' | 'close'): Promise<number> => {
    const { handled } = place.platform;
    const at = await order(act);
    await untilTold(watchedOf(place, alice), state, { say });
    await hasHandled(place, handled, say);
    const ms = changedAt(alice) - at;
    if (ms < 0) throw new Spoilt(`The watcher was shown ${state} ${Math.round(-ms)} ms before that was so.`);
    return ms;
  };
  return {
    name: system.name,
    async comesOnline() {
      await order('load');
      return told('online', 'start');
    },
    goesOffline: () => told('offline', 'close'),
    async close() {
      page.kill();
      await place.close();
    },
  };
}

/** By the clock that the page's process has too. */
function changedAt(person: Person): number {
  return person.watch().changedAt + (monotonic() - performance.now());
}

/** Some systems tell the watcher themselves, before the function does. */
async function hasHandled({ platform }: Deployment, before: number, say: Say): Promise<void> {
  const isDone = (): boolean => platform.handled > before && platform.quiet;
  if (!(await waitUntil('the function has done its part', isDone, { say }))) {
    throw new Error(`The function has not done its part: ${platform.handled - before} events were handled.`);
  }
}
