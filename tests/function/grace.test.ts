import { expect, test } from 'vitest';
import { marksOf } from '../../functions/src/due.ts';
import { stage } from '../kit/functions/index.ts';

/*
 * Rule 9: a lost connection has a grace period. A mark and a tick wait for it, no function does. The tests move the clock.
 */

const GRACE_MS = 4000;
const UID = 'alice';
const connected = (id: string, at: number) => ({
  connections: { [id]: { last_changed: at, slot: '00' } },
  last_changed: at,
});
const online = connected('a', 1000);

async function aliceOnline(options?: { intervalMs: number }) {
  const place = await stage('grace', { graceMs: GRACE_MS, ...options });
  expect(await place.changes(UID, online, 1000)).toBe('written');
  const state = async () => (await place.says(UID))?.state;
  return { ...place, state, mark: () => marksOf(place.instance.root).read(UID) };
}

test('a lost connection leaves a mark and asks for a tick, and the handler ends at once', async () => {
  const alice = await aliceOnline();
  expect(await alice.changes(UID, { last_changed: 2000 }, 2000)).toBe('waiting');
  expect(await alice.state()).toBe('online');
  expect(await alice.mark()).toEqual({ at: 6000, lostAt: 2000, extended: false });
  expect(alice.asked).toEqual([6000]);
});

test('a connection that does not return is lost after one grace period', async () => {
  const alice = await aliceOnline();
  await alice.changes(UID, { last_changed: 2000 }, 2000);
  await alice.ticks(5999);
  expect(await alice.state()).toBe('online');
  await alice.ticks(6000);
  expect(await alice.state()).toBe('offline');
  expect(await alice.mark()).toBeNull();
});

test('a connection that returns within the grace period was never lost for a watcher', async () => {
  const alice = await aliceOnline();
  await alice.changes(UID, { last_changed: 2000 }, 2000);
  expect(await alice.changes(UID, connected('b', 3000), 3000)).toBe('unchanged');
  await alice.ticks(6000);
  expect(await alice.state()).toBe('online');
  expect(await alice.mark()).toBeNull();
});

test('a connection that returns in the grace period and is lost again gets a grace period of its own', async () => {
  const alice = await aliceOnline();
  await alice.changes(UID, { last_changed: 2000 }, 2000);
  await alice.changes(UID, connected('b', 3000), 3000);
  await alice.changes(UID, { last_changed: 5500 }, 5500);
  await alice.ticks(6000);
  expect(await alice.state()).toBe('online');
  await alice.ticks(9500);
  expect(await alice.state()).toBe('offline');
});

test('a second loss whose event is late gets a grace period of its own', async () => {
  const alice = await aliceOnline();
  await alice.changes(UID, { last_changed: 2000 }, 2000);
  await alice.changes(UID, connected('b', 3000), 3000);
  await alice.becomes(UID, { last_changed: 5500 });
  await alice.ticks(6000);
  expect(await alice.state()).toBe('online');
  await alice.ticks(10_000);
  expect(await alice.state()).toBe('offline');
});

test('a client that stamps its node after its loss is shown offline after two grace periods', async () => {
  const alice = await aliceOnline();
  await alice.changes(UID, { last_changed: 2000 }, 2000);
  for (let time = 2050; time <= 2000 + 2 * GRACE_MS + 1000; time += 250) {
    expect(await alice.changes(UID, { last_changed: time }, time)).toBe('unchanged');
    await alice.ticks(time);
  }
  expect(await alice.state()).toBe('offline');
  expect(await alice.mark()).toBeNull();
});

test.each([
  ['a user who chose to leave', { last_changed: 2000, left_at: 2000 }],
  ['a user whose node was removed', null],
])('%s is offline without a grace period', async (_, after) => {
  const alice = await aliceOnline();
  expect(await alice.changes(UID, after, 2000)).toBe('written');
  expect(await alice.state()).toBe('offline');
});

test('a client that left and stamps its node when its socket ends is offline at once', async () => {
  const alice = await aliceOnline();
  await alice.becomes(UID, { last_changed: 2001, left_at: 2000 });
  const left = { uid: UID, node: 'status', before: online, after: { last_changed: 2000, left_at: 2000 } } as const;
  expect(await alice.handles({ ...left, time: 2000 })).toBe('written');
  expect(await alice.state()).toBe('offline');
});

test('a custom status that is chosen during the grace period is shown at once', async () => {
  const alice = await aliceOnline();
  await alice.changes(UID, { last_changed: 2000 }, 2000);
  const settings = { custom: { text: 'Back soon', at: 2500 }, last_changed: 2500 };
  await alice.instance.root.child(`presence/settings/${UID}`).set(settings);
  await alice.handles({ uid: UID, node: 'settings', before: null, after: settings, time: 2500 });
  expect(await alice.says(UID)).toMatchObject({ state: 'online', custom: { text: 'Back soon' } });
  // The handler that relies on the mark moved it by a millisecond.
  await alice.ticks(6001);
  expect(await alice.says(UID)).toMatchObject({ state: 'offline', custom: { text: 'Back soon' } });
});

test('a handler that finds a loss whose event was lost makes sure of a mark', async () => {
  const alice = await aliceOnline();
  await alice.becomes(UID, { last_changed: 2000 });
  await alice.handles({ uid: UID, node: 'settings', before: null, after: { last_changed: 2500 }, time: 2500 });
  expect(await alice.mark()).toMatchObject({ at: 6500 });
  await alice.ticks(6500);
  expect(await alice.state()).toBe('offline');
});

test('a document changes at most once in the interval, and ends right', async () => {
  const alice = await aliceOnline({ intervalMs: 600_000 });
  expect(await alice.changes(UID, { last_changed: 2000, left_at: 2000 }, 2000)).toBe('waiting');
  expect(await alice.state()).toBe('online');
  const [at] = alice.asked;
  expect(at).toBeGreaterThan(2000 + 500_000);
  expect(await alice.mark()).toMatchObject({ at });
});

test('one user who cannot be looked at is put off, and the others are settled', async () => {
  const alice = await aliceOnline();
  await alice.changes(UID, { last_changed: 2000 }, 2000);
  // No document can have this id.
  await alice.instance.root.child('presence/due/~__reserved__').set({ at: 1000 });
  await alice.instance.root.child('presence/due/~bob').set({ at: 1000 });
  await alice.instance.root.child('presence/due/~broken').set('by an operator');
  const report = await alice.ticks(6000);
  expect(report.failed).toEqual([]);
  expect(await alice.state()).toBe('offline');
  expect((await alice.instance.root.child('presence/due').get()).exists()).toBe(false);
});
