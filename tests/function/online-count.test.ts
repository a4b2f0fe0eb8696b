import { expect, test } from 'vitest';
import type { Instance } from '../../functions/src/databases.ts';
import { countOnline, readOnlineCount, removeOnlineCount } from '../../functions/src/online-count.ts';
import { stage } from '../kit/functions/index.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';

/*
 * How many users are online: a tick counts the status documents, and clients read the number in the Realtime Database.
 */

const NOW = 1_000_000;
const INTERVAL_MS = 10_000;

/** Counts as a tick does. */
const countAt = ({ root }: Instance, now: number, count: () => Promise<number>) =>
  countOnline(root, { count, periodMs: INTERVAL_MS, now });
const stored = async ({ root }: Instance) => (await root.child('presence/online').get()).val();
const number = async (instance: Instance) => (await stored(instance))?.n ?? null;
const online = { state: 'online', last_changed: 1 };
const offline = { state: 'offline', last_changed: 2 };

test('a tick counts the users who are online, after writes and deletions of their documents', async () => {
  const { instance, document, runTick } = await stage('online-count');
  await Promise.all(['alice', 'bob'].map((uid) => document(uid).set(online)));
  await document('carol').set(offline);
  expect(await runTick(NOW)).toMatchObject({ online: 2 });
  expect(await stored(instance)).toEqual({ n: 2, at: NOW, begun: NOW });
  await document('bob').delete();
  expect(await runTick(NOW + INTERVAL_MS)).toMatchObject({ online: 1 });
  await document('alice').set(offline);
  expect(await runTick(NOW + 2 * INTERVAL_MS)).toMatchObject({ online: 0 });
  expect(await number(instance)).toBe(0);
});

test('a tick counts what it has written itself', async () => {
  const place = await stage('online-count', { graceMs: 4000 });
  await place.change('alice', { connections: { a: { last_changed: NOW, slot: '00' } }, last_changed: NOW }, NOW);
  await place.change('alice', { last_changed: NOW + 1 }, NOW + 1);
  expect(await place.fieldsOf('alice')).toMatchObject({ state: 'online' });
  await place.runTick(NOW + 5000);
  expect(await place.fieldsOf('alice')).toMatchObject({ state: 'offline' });
  expect(await number(place.instance)).toBe(0);
});

test('an invisible user is not counted', async () => {
  const place = await stage('online-count');
  await place.instance.root
    .child('presence/settings/alice')
    .set({ availability: { value: 'invisible', at: NOW }, last_changed: NOW });
  await place.change('alice', { connections: { a: { last_changed: NOW, slot: '00' } }, last_changed: NOW }, NOW);
  await place.change('bob', { connections: { b: { last_changed: NOW, slot: '00' } }, last_changed: NOW }, NOW);
  await place.runTick(NOW);
  expect(await number(place.instance)).toBe(1);
});

test('a tick that comes too early does not count, and asks for a tick at the time of the next count', async () => {
  const { instance, document, runTick, asked } = await stage('online-count');
  await runTick(NOW);
  await document('alice').set(online);
  asked.length = 0;
  expect(await runTick(NOW + 1)).toMatchObject({ online: null });
  expect(asked).toEqual([NOW + INTERVAL_MS]);
  expect(await number(instance)).toBe(0);
  await runTick(NOW + INTERVAL_MS);
  expect(await number(instance)).toBe(1);
});

test('the number becomes 0 after the last user has left, and no tick follows', async () => {
  const place = await stage('online-count', { graceMs: 3000 });
  await place.change('alice', { connections: { a: { last_changed: NOW, slot: '00' } }, last_changed: NOW }, NOW);
  await place.runTick(NOW);
  await place.change('alice', { last_changed: NOW + 1 }, NOW + 1);
  place.asked.length = 0;
  await place.runTick(NOW + 3001);
  expect(await number(place.instance)).toBe(1);
  expect(place.asked).toEqual([NOW + INTERVAL_MS]);
  place.asked.length = 0;
  await place.runTick(NOW + INTERVAL_MS);
  expect(await number(place.instance)).toBe(0);
  expect(place.asked).toEqual([]);
});

test('of two ticks side by side, one counts', async () => {
  const instance = await newInstance('online-count');
  let counts = 0;
  const count = async (): Promise<number> => ++counts;
  const ends = await Promise.all([countAt(instance, NOW, count), countAt(instance, NOW + 3, count)]);
  expect(counts).toBe(1);
  expect(ends.map(({ counted }) => counted)).toEqual(expect.arrayContaining([1, null]));
  expect(await number(instance)).toBe(1);
  // The tick that did not count has a tick after it.
  expect(ends.map(({ next }) => next)).toEqual(expect.arrayContaining([null, NOW + INTERVAL_MS]));
});

test('a tick that counted for a long time does not replace a newer number', async () => {
  const instance = await newInstance('online-count');
  const later = NOW + INTERVAL_MS;
  const slow = async (): Promise<number> => {
    await countAt(instance, later, async () => 6);
    return 5;
  };
  await countAt(instance, NOW, slow);
  expect(await stored(instance)).toEqual({ n: 6, at: later, begun: later });
});

test('a number is stored although each count takes longer than the interval', async () => {
  const instance = await newInstance('online-count');
  const slow = async (): Promise<number> => {
    // The next tick has begun to count, and does not end.
    await expect(countAt(instance, NOW + INTERVAL_MS, () => Promise.reject(new Error('killed')))).rejects.toThrow(
      'killed',
    );
    return 20_000;
  };
  await countAt(instance, NOW, slow);
  expect(await stored(instance)).toEqual({ n: 20_000, at: NOW, begun: NOW + INTERVAL_MS });
});

test('after a failed count, the next tick counts when the interval is over', async () => {
  const instance = await newInstance('online-count');
  const failing = (): Promise<number> => Promise.reject(new Error('no answer'));
  await expect(countAt(instance, NOW, failing)).rejects.toThrow('no answer');
  // The repeated task.
  expect(await countAt(instance, NOW + 1, failing)).toEqual({ counted: null, next: NOW + INTERVAL_MS });
  expect(await countAt(instance, NOW + INTERVAL_MS, async () => 1)).toMatchObject({ counted: 1 });
});

test('a count that finds the same number sends nothing to clients', async () => {
  const instance = await newInstance('online-count');
  const seen: unknown[] = [];
  const place = instance.root.child('presence/online/n');
  await countAt(instance, NOW, async () => 2);
  place.on('value', (count) => seen.push(count.val()));
  await countAt(instance, NOW + INTERVAL_MS, async () => 2);
  await countAt(instance, NOW + 2 * INTERVAL_MS, async () => 3);
  await expect.poll(() => seen).toEqual([2, 3]);
  place.off();
});

test('a number from a clock that is an hour ahead is replaced', async () => {
  const instance = await newInstance('online-count');
  const ahead = NOW + 3_600_000;
  await countAt(instance, ahead, async () => 7);
  await countAt(instance, NOW, async () => 8);
  expect(await stored(instance)).toEqual({ n: 8, at: NOW, begun: NOW });
});

test('the ticks of a deployment with an interval of 0 do not count', async () => {
  const { instance, document, runTick, asked } = await stage('online-count', { countIntervalMs: 0 });
  await document('alice').set(online);
  expect(await runTick(NOW)).toMatchObject({ online: null });
  expect(await stored(instance)).toBeNull();
  expect(asked).toEqual([]);
});

test('a deployment that does not count any more removes the number', async () => {
  const instance = await newInstance('online-count');
  await countAt(instance, NOW, async () => 2);
  await removeOnlineCount(instance.root);
  expect(await stored(instance)).toBeNull();
});

test('each database instance has the number of the users of all instances', async () => {
  const [one, other] = await Promise.all([newInstance('online-count'), newInstance('online-count')]);
  const statuses = suite.admin().firestore.collection(unique('online-count'));
  await Promise.all(['alice', 'bob'].map((uid) => statuses.doc(uid).set(online)));
  await Promise.all([one, other].map((instance) => countAt(instance, NOW, () => readOnlineCount(statuses))));
  expect([await number(one), await number(other)]).toEqual([2, 2]);
});
