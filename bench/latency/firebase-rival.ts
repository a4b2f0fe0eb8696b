import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Place } from '../../tests/faults/place.ts';
import type { System } from '../../tests/faults/system.ts';
import { until } from '../../tests/faults/until.ts';
import { monotonic } from './monotonic.ts';
import type { Rival } from './rival.ts';

const PROGRAM = fileURLToPath(new URL('page-process.ts', import.meta.url));

/**
 * One of the systems: the page in a process of its own; the stand-in, the function and a watcher of the document in this one; and Firestore's
 * emulator.
 */
export async function openFirebaseRival(system: System): Promise<Rival> {
  const place = await Place.of(system);
  const alice = place.person('alice');
  await alice.isAlreadyKnown();
  const { host, port } = place.address;
  const page = fork(PROGRAM, [system.name, alice.uid, place.project, host, String(port)], {
    execArgv: ['--import', 'tsx'],
  });
  /** @returns when it was done */
  const order = async (act: 'load' | 'start' | 'close'): Promise<number> => {
    page.send(act);
    const [at] = await once(page, 'message');
    return Number(at);
  };
  const told = async (state: 'online' | 'offline', act: 'start' | 'close'): Promise<number> => {
    const { handled } = place.platform;
    const at = await order(act);
    await until(`the watcher is told ${state}`, () => alice.state === state);
    // Some systems tell the watcher themselves, before the function does.
    await until('the function has done its part', () => place.platform.handled > handled && place.platform.quiet);
    return alice.changedAt + (monotonic() - performance.now()) - at;
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
