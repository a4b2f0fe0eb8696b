import { randomUUID } from 'node:crypto';
import { Timestamp } from 'firebase-admin/firestore';
import { build } from 'hdr-histogram-js';
import { until } from '../../tests/faults/until.ts';
import * as suite from '../../tests/suite.ts';
import type { Figure } from '../figure.ts';
import { inWords } from '../figures.ts';

/** So many watchers of who is online, each with a listener of its own on Firestore's emulator, while one person comes and goes. */
export async function measureWatchers(count: number, changes: number): Promise<Figure[]> {
  const firestore = suite.firestoreOf(`demo-watchers-${randomUUID().slice(0, 8)}`);
  const seen = Array<number>(count).fill(0);
  const stops = seen.map((_, index) =>
    firestore
      .collection('status')
      .where('state', '==', 'online')
      .onSnapshot(() => {
        seen[index] = (seen[index] ?? 0) + 1;
      }),
  );
  const told = (events: number): Promise<void> =>
    until(`${count} watchers are told`, () => seen.every((events_) => events_ >= events), 120_000);
  await told(1);
  const times = build({ numberOfSignificantValueDigits: 3 });
  for (let change = 1; change <= changes; change++) {
    const start = performance.now();
    await firestore
      .doc('status/alice')
      .set({ state: change % 2 ? 'online' : 'offline', last_changed: Timestamp.now() });
    await told(1 + change);
    times.recordValue(Math.round((performance.now() - start) * 1000));
  }
  for (const stop of stops) stop();
  const figure = (metric: string, unit: string, value: number): Figure => ({
    bench: 'scale',
    event: count === 1 ? '1 watcher' : `${inWords(count)} watchers`,
    system: 'any, on the Firestore emulator',
    metric,
    unit,
    value,
  });
  return [
    figure('until the last is told, p50', 'ms', times.getValueAtPercentile(50) / 1000),
    figure(
      'events of a watcher for each change',
      'events',
      seen.reduce((sum, events) => sum + events - 1, 0) / count / changes,
    ),
  ];
}
