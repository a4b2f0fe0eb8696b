import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Database, ServerValue } from 'firebase-admin/database';
import { beforeAll, expect, test } from 'vitest';
import { sweep } from '../../functions/src/sweeper.ts';
import { admin, putRules } from '../suite.ts';

/*
 * The sweeper on a database of its own, where no other connection lives.
 */

const RULES = readFileSync(new URL('../../database.rules.json', import.meta.url), 'utf8');

async function instance(): Promise<Database> {
  const url = `https://sweeper-${randomUUID().slice(0, 8)}.firebaseio.com`;
  // They hold the index that the sweeper asks.
  await putRules(url, RULES);
  return admin(url).database;
}
const MINUTE = 60_000;

test('a connection whose lease has run out is removed with its lease, as a departure', async () => {
  const database = await instance();
  await database.ref().update(connectionOf('alice', 'a', { ageMs: 2 * MINUTE }));
  expect(await sweep(database, MINUTE)).toEqual({ swept: 1, leftovers: 0 });
  const node = (await database.ref('status/alice').get()).val();
  expect(node).toEqual({ last_changed: expect.any(Number), left_at: node.last_changed });
  expect((await database.ref('heartbeats').get()).exists()).toBe(false);
});

test('a living connection stays, also beside a dead one of the same user', async () => {
  const database = await instance();
  await database.ref().update({
    ...connectionOf('alice', 'dead', { ageMs: 2 * MINUTE }),
    ...connectionOf('alice', 'alive', { ageMs: MINUTE / 2 }),
  });
  expect(await sweep(database, MINUTE)).toEqual({ swept: 1, leftovers: 0 });
  expect(Object.keys((await database.ref('status/alice/connections').get()).val())).toEqual(['alive']);
  expect(Object.keys((await database.ref('heartbeats').get()).val())).toEqual(['alive']);
});

test('a lease whose connection is gone already goes without a word to watchers', async () => {
  const database = await instance();
  await database.ref('status/alice').set({ last_changed: 1 });
  await database.ref('heartbeats/a').set({ uid: 'alice', at: 1 });
  expect(await sweep(database, MINUTE)).toEqual({ swept: 0, leftovers: 1 });
  expect((await database.ref('status/alice').get()).val()).toEqual({ last_changed: 1 });
});

test.each([
  ['has no uid', { at: 1 }],
  ['has no time', { uid: 'alice' }],
  ['has a uid that is no path', { uid: 'a.b/c', at: 1 }],
  ['is a string', 'x'],
])('a lease that %s goes, and stops nothing', async (_, malformed) => {
  const database = await instance();
  await database.ref('heartbeats/malformed').set(malformed);
  await database.ref().update(connectionOf('alice', 'a', { ageMs: 2 * MINUTE }));
  expect(await sweep(database, MINUTE)).toEqual({ swept: 1, leftovers: 1 });
});

test('more leases than go in one write are all removed', async () => {
  const database = await instance();
  const dead = Array.from({ length: 450 }, (_, index) =>
    connectionOf(`user-${index}`, `c-${index}`, { ageMs: 2 * MINUTE }),
  );
  await database.ref().update(Object.assign({}, ...dead));
  expect(await sweep(database, MINUTE)).toEqual({ swept: 450, leftovers: 0 });
  expect((await database.ref('heartbeats').get()).exists()).toBe(false);
});

let now = 0;

beforeAll(async () => {
  const clock = (await instance()).ref('clock');
  await clock.set(ServerValue.TIMESTAMP);
  now = (await clock.get()).val();
});

/** A connection as the SDK announces it, last renewed a while ago. */
function connectionOf(uid: string, id: string, { ageMs }: { ageMs: number }): Record<string, unknown> {
  return {
    [`status/${uid}/connections/${id}`]: { last_changed: now - ageMs },
    [`status/${uid}/last_changed`]: now - ageMs,
    [`heartbeats/${id}`]: { uid, at: now - ageMs },
  };
}
