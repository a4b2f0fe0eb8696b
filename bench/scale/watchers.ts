import { Timestamp } from 'firebase-admin/firestore';
import { build } from 'hdr-histogram-js';
import { newProject } from '../../tests/kit/new-project.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import { inWords } from '../figures.ts';
import type { Log } from '../log.ts';
import { waitUntil } from '../waiting.ts';

/** So many watchers of the online users, each with a listener on Firestore's emulator, while one user comes and goes. */
export async function measureWatchers(count: number, changes: number, log: Log): Promise<Figure[]> {
  const { firestore } = await newProject('watchers');
  const watchers = Array.from({ length: count }, () => ({ events: 0, online: -1 }));
  const stops = watchers.map((watcher) =>
    firestore
      .collection('status')
      .where('state', '==', 'online')
      .onSnapshot(({ size }) => {
        watcher.events++;
        watcher.online = size;
      }),
  );
  const received = async (online: number): Promise<boolean> => {
    const missing = () => watchers.filter((watcher) => watcher.online !== online).length;
    if (await waitUntil(`${count} watchers receive the change`, () => missing() === 0, { log })) return true;
    log(
      `The Firestore emulator lost an update: ${missing()} of ${count} watchers did not receive it. The change does not count.`,
    );
    return false;
  };
  if (!(await received(0))) throw new Error(`Not all of ${count} watchers received the online users at the start.`);
  const times = build({ numberOfSignificantValueDigits: 3 });
  let events = 0;
  let counted = 0;
  for (let change = 1; change <= changes; change++) {
    const before = total(watchers);
    const start = performance.now();
    const online = change % 2;
    await firestore.doc('status/alice').set({ state: online ? 'online' : 'offline', last_changed: Timestamp.now() });
    if (!(await received(online))) continue;
    times.recordValue(Math.round((performance.now() - start) * 1000));
    events += total(watchers) - before;
    counted++;
  }
  for (const stop of stops) stop();
  const figure = figuresAbout({
    bench: 'scale',
    event: count === 1 ? '1 watcher' : `${inWords(count)} watchers`,
    system: 'any, on the Firestore emulator',
  });
  return [
    figure('until the last watcher receives it, p50', 'ms', times.getValueAtPercentile(50) / 1000),
    figure('events of a watcher for each change', 'events', events / count / counted),
  ];
}

function total(watchers: readonly { events: number }[]): number {
  return watchers.reduce((sum, { events }) => sum + events, 0);
}
