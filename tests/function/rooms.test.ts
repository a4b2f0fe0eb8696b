import { expect, test } from 'vitest';
import { type Instance, instanceAt } from '../../functions/src/databases.ts';
import { countDueRooms, markUncounted } from '../../functions/src/rooms.ts';
import { type ShallowKeys, shallowKeysOf } from '../../functions/src/shallow.ts';
import { shallowKeys } from '../kit/functions/index.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';

/*
 * How many users are in a room: counted by a tick, from a mark.
 */

const NOW = 1_000_000;
const member = { seat: { joined_at: 1 } };

const occupancy = async ({ root }: Instance, roomId = 'lobby') =>
  (await root.child(`presence/occupancy/${roomId}`).get()).val();
const marks = async ({ root }: Instance) => (await root.child('presence/uncounted').get()).val();
const joins = (instance: Instance, uid: string) => instance.root.child(`presence/rooms/lobby/${uid}`).set(member);

test('a marked room is counted once, and its mark is removed', async () => {
  const instance = await newInstance('rooms');
  await Promise.all(['alice', 'bob', 'carol'].map((uid) => joins(instance, uid)));
  await markUncounted(instance.root, 'lobby', NOW);
  expect(await countDueRooms(instance, shallowKeys, NOW)).toEqual({ counted: 1, failed: [], next: null });
  expect(await occupancy(instance)).toBe(3);
  expect(await marks(instance)).toBeNull();
});

test('a room that everybody has left has no occupancy', async () => {
  const instance = await newInstance('rooms');
  await instance.root.child('presence/occupancy/lobby').set(7);
  await markUncounted(instance.root, 'lobby', NOW);
  await countDueRooms(instance, shallowKeys, NOW);
  expect((await instance.root.child('presence').get()).val()).toBeNull();
});

test('a user who joins while the room is counted is counted by the next tick', async () => {
  const instance = await newInstance('rooms');
  await joins(instance, 'alice');
  await markUncounted(instance.root, 'lobby', NOW);
  const slow: ShallowKeys = async (...args) => {
    const keys = await shallowKeys(...args);
    await joins(instance, 'bob');
    await markUncounted(instance.root, 'lobby', NOW);
    return keys;
  };
  const { next } = await countDueRooms(instance, slow, NOW);
  expect(await occupancy(instance)).toBe(1);
  expect(next).toBe(NOW + 1000);
  await countDueRooms(instance, shallowKeys, NOW + 1000);
  expect(await occupancy(instance)).toBe(2);
  expect(await marks(instance)).toBeNull();
});

test('a tick that stores an older count than another one has the room counted again', async () => {
  const instance = await newInstance('rooms');
  await joins(instance, 'alice');
  await markUncounted(instance.root, 'lobby', NOW);
  const overtaken: ShallowKeys = async (...args) => {
    const keys = await shallowKeys(...args);
    await joins(instance, 'bob');
    await countDueRooms(instance, shallowKeys, NOW);
    return keys;
  };
  const { next } = await countDueRooms(instance, overtaken, NOW);
  expect(next).toBe(NOW + 1000);
  await countDueRooms(instance, shallowKeys, NOW + 1000);
  expect(await occupancy(instance)).toBe(2);
});

test('a large room is counted less often than a small one', async () => {
  const instance = await newInstance('rooms');
  await instance.root.child('presence/counted').set({ '~small': { at: NOW, n: 3 }, '~large': { at: NOW, n: 20_000 } });
  expect(await markUncounted(instance.root, 'new', NOW + 1)).toBe(NOW + 1);
  expect(await markUncounted(instance.root, 'small', NOW + 1)).toBe(NOW + 1000);
  expect(await markUncounted(instance.root, 'large', NOW + 1)).toBe(NOW + 20_000);
  // A change after the mark does not put it off.
  expect(await markUncounted(instance.root, 'large', NOW + 9000)).toBe(NOW + 20_000);
});

test('a room with the name of a function of every object is counted like any other', async () => {
  const instance = await newInstance('rooms');
  for (const roomId of ['hasOwnProperty', '__proto__', 'lobby']) {
    await instance.root.child(`presence/rooms/${roomId}/alice`).set(member);
    await markUncounted(instance.root, roomId, NOW);
  }
  expect(await countDueRooms(instance, shallowKeys, NOW)).toEqual({ counted: 3, failed: [], next: null });
  expect(await occupancy(instance, 'hasOwnProperty')).toBe(1);
});

test('a room that cannot be counted is reported and put off, and the others are counted', async () => {
  const instance = await newInstance('rooms');
  await joins(instance, 'alice');
  await markUncounted(instance.root, 'lobby', NOW);
  await markUncounted(instance.root, 'broken', NOW - 1);
  const failing: ShallowKeys = async (where, path) => {
    if (path.endsWith('broken')) throw new Error('no answer');
    return shallowKeys(where, path);
  };
  const report = await countDueRooms(instance, failing, NOW);
  expect(report).toMatchObject({ counted: 1, next: NOW + 5000 });
  expect(report.failed).toEqual([expect.stringContaining('broken')]);
  expect(await occupancy(instance)).toBe(1);
});

test('without a credential that gives tokens, the keys are read by the Admin SDK', async () => {
  const instance = await newInstance('rooms');
  await joins(instance, 'alice');
  const { app } = suite.admin();
  const withoutToken = shallowKeysOf({
    options: {
      credential: {
        getAccessToken: async () => {
          throw new Error('no metadata server');
        },
      },
    },
  });
  expect(await withoutToken(instanceAt(app, instance.url), 'presence/rooms/lobby')).toEqual(['alice']);
});
