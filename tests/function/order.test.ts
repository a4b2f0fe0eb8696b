import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mirrorNow, PLACES, type StatusPlace } from '../kit/functions/index.ts';
import * as suite from '../kit/suite.ts';

/*
 * The mirror on both databases. The events of one user arrive in any order, some of them twice, and handlers run at the same time.
 * The tests run with each target.
 */

const LIFE = [
  { connections: { a: { last_changed: 1 } }, last_changed: 1 },
  { connections: { a: { last_changed: 1 }, b: { last_changed: 2 } }, last_changed: 2 },
  { connections: { b: { last_changed: 2 } }, last_changed: 3 },
  { last_changed: 4, left_at: 4 },
  { state: 'online', last_changed: 5 },
  { state: 'offline', last_changed: 6 },
  null,
  { connections: { c: { last_changed: 8 } }, last_changed: 8 },
];

interface Event {
  before: unknown;
  after: unknown;
  time: number;
}

const EVENTS: Event[] = LIFE.map((after, index) => ({ before: LIFE[index - 1] ?? null, after, time: index + 1 }));

describe.each(PLACES)('the mirror writes to %s:', (_, place) => {
  test('the document agrees with the node when the newest event comes first', async () => {
    expect(await deliver(place, EVENTS.length, [...EVENTS].reverse())).toBe('online');
    expect(await deliver(place, 4, EVENTS.slice(0, 4).reverse())).toBe('offline');
  });

  test('the second delivery of an event writes nothing', async () => {
    const alice = newPlace(place('order'));
    await alice.node.set(LIFE[0]);
    expect(await alice.handle(EVENTS[0])).toBe('written');
    expect(await alice.handle(EVENTS[0])).toBe('unchanged');
  });

  test('an event is stale once a newer one is mirrored', async () => {
    const alice = newPlace(place('order'));
    await alice.node.set(LIFE[1]);
    expect(await alice.handle(EVENTS[1])).toBe('written');
    expect(await alice.handle(EVENTS[0])).toBe('stale');
  });

  test('the document agrees with the node after repeated, concurrent events in any order', async () => {
    const lengthAndOrder = fc.integer({ min: 1, max: EVENTS.length }).chain((length) => {
      const events = EVENTS.slice(0, length);
      const shuffled = fc.shuffledSubarray([...events, ...events], { minLength: length });
      // The platform delivers each event at least once.
      return fc.tuple(
        fc.constant(length),
        shuffled.map((some) => [...some, ...events.filter((event) => !some.includes(event))]),
      );
    });
    await fc.assert(
      fc.asyncProperty(lengthAndOrder, async ([length, events]) => {
        const isOnline = LIFE[length - 1] && JSON.stringify(LIFE[length - 1]).match(/connections|online/);
        expect(await deliver(place, length, events)).toBe(isOnline ? 'online' : 'offline');
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

/** Makes the first changes of the node while handlers get their events. @returns the last state of the document */
async function deliver(placeOf: (name: string) => StatusPlace, changes: number, events: Event[]): Promise<unknown> {
  const place = newPlace(placeOf('order'));
  await place.node.set(LIFE[0]);
  const early = events.slice(0, events.length / 2).map((event) => place.handle(event));
  for (const value of LIFE.slice(1, changes)) await place.node.set(value);
  await Promise.all(early);
  await Promise.all(events.slice(events.length / 2).map((event) => place.handle(event)));
  // A user whose node was gone before any handler read it has no document, and counts as offline.
  return (await place.state()) ?? 'offline';
}

function newPlace({ uid, worker, state }: StatusPlace) {
  // Not below /status, so that no trigger runs.
  const node = suite.admin().database.ref(`order-nodes/${uid}`);
  const document = worker();
  const handle = (event: Event | undefined) => {
    if (!event) throw new Error('There is no such event');
    const read = async () => ({ status: (await node.get()).val(), settings: null });
    return mirrorNow(document(), { ...event, uid, node: 'status', read });
  };
  return { node, handle, state };
}
