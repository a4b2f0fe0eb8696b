import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Deployment, type System } from '../../tests/kit/systems/index.ts';
import { unique } from '../../tests/kit/unique.ts';
import { inDocument, Watch } from '../../tests/kit/users/index.ts';
import type { Log } from '../log.ts';
import { Spoilt } from '../spoilt.ts';
import { type State, untilReceived } from '../until-received.ts';
import { waitUntil } from '../waiting.ts';
import { watchedOf } from '../watched.ts';
import { answerOf } from './answer.ts';
import { type Distances, Way } from './distance.ts';
import type { MeasuredSystem } from './measured-system.ts';
import { monotonic } from './monotonic.ts';

const PROGRAM = fileURLToPath(new URL('page-process.ts', import.meta.url));

/** Opens the systems, each with a page and a watcher that are so far from the databases. */
export async function openFirebaseSystems(
  systems: readonly System[],
  { clientMs, functionMs }: Distances,
  log: Log,
): Promise<MeasuredSystem[]> {
  const [client, functions] = [await Way.open(clientMs), await Way.open(functionMs)];
  return functions.during(() =>
    Promise.all(
      systems.map(async (system) => {
        const place = await Deployment.open(system, { front: (server) => functions.to(server) });
        return openFirebaseSystem(system.name, place, client, log);
      }),
    ),
  );
}

/**
 * One of the systems. The page has a process of its own. The stand-in, the function, a watcher of the document and the networks are in this
 * process. Firestore's emulator has another one.
 */
async function openFirebaseSystem(name: string, place: Deployment, client: Way, log: Log): Promise<MeasuredSystem> {
  const uid = unique('alice');
  await place.storesOffline({ uid });
  const watch = new Watch(inDocument(client.opensFirestore(place.projectId).collection('status').doc(uid)));
  const { host, port } = await client.to(place.server.address);
  const page = fork(PROGRAM, [name, uid, place.projectId, host, String(port)], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...client.environment },
  });
  /** @returns the time of the act */
  const order = (act: 'load' | 'start' | 'close'): Promise<number> => answerOf(page, act);
  const received = async (state: State, act: 'start' | 'close'): Promise<number> => {
    const { handled } = place.platform;
    const at = await order(act);
    await untilReceived(watchedOf(place, uid, watch), state, { log });
    await hasHandled(place, handled, log);
    const ms = changedAt(watch) - at;
    if (ms < 0) throw new Spoilt(`The watcher received ${state} ${Math.round(-ms)} ms before the act.`);
    return ms;
  };
  return {
    name,
    async comesOnline() {
      await order('load');
      return received('online', 'start');
    },
    goesOffline: () => received('offline', 'close'),
    async close() {
      page.kill();
      watch.stop();
      await place.close();
    },
  };
}

/** By the clock that the process of the page uses too. */
function changedAt(watch: Watch): number {
  return watch.changedAt + (monotonic() - performance.now());
}

/** In some systems the client writes to the watcher's document before the function does. */
async function hasHandled({ platform }: Deployment, before: number, log: Log): Promise<void> {
  const isDone = (): boolean => platform.handled > before && platform.quiet;
  if (!(await waitUntil('the function has handled the event', isDone, { log }))) {
    throw new Error(`The function did not finish. Events handled: ${platform.handled - before}.`);
  }
}
