import type { Reference } from 'firebase-admin/database';
import { expect, test } from 'vitest';
import { type Instance, instanceAt } from '../../functions/src/databases.ts';
import { countDueRooms, leaveRoomsIfInvisible, markUncounted } from '../../functions/src/rooms.ts';
import { type ShallowKeys, shallowKeysOf } from '../../functions/src/shallow.ts';
import { shallowKeys } from '../kit/functions/index.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';

/*
 * The occupancy of a room: a tick counts the members of each room that has a mark.
 */

const NOW = 1_000_000;
const member = { seat: { joined_at: 1 } };

const occupancy = async ({ root }: Instance, roomId = 'lobby') =>
  (await root.child(`presence/occupancy/${roomId}`).get()).val();
const marks = async ({ root }: Instance) => (await root.child('presence/uncounted').get()).val();
const join = (instance: Instance, uid: string) => instance.root.child(`presence/rooms/lobby/${uid}`).set(member);

test('a tick counts a marked room once, and removes the mark', async () => {
  const instance = await newInstance('rooms');
  await Promise.all(['alice', 'bob', 'carol'].map((uid) => join(instance, uid)));
  await markUncounted(instance.root, 'lobby', NOW);
  expect(await countDueRooms(instance, shallowKeys, NOW)).toEqual({ counted: 1, failed: [], next: null });
  expect(await occupancy(instance)).toBe(3);
  expect(await marks(instance)).toBeNull();
});

test('a room that all members have left has no occupancy', async () => {
  const instance = await newInstance('rooms');
  await instance.root.child('presence/occupancy/lobby').set(7);
  await markUncounted(instance.root, 'lobby', NOW);
  await countDueRooms(instance, shallowKeys, NOW);
  expect((await instance.root.child('presence').get()).val()).toBeNull();
});

test('a user who joins during the count is counted by the next tick', async () => {
  const instance = await newInstance('rooms');
  await join(instance, 'alice');
  await markUncounted(instance.root, 'lobby', NOW);
  const slow: ShallowKeys = async (...args) => {
    const keys = await shallowKeys(...args);
    await join(instance, 'bob');
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

test('a tick that stores an older count than another tick has the room counted again', async () => {
  const instance = await newInstance('rooms');
  await join(instance, 'alice');
  await markUncounted(instance.root, 'lobby', NOW);
  const overtaken: ShallowKeys = async (...args) => {
    const keys = await shallowKeys(...args);
    await join(instance, 'bob');
    await countDueRooms(instance, shallowKeys, NOW);
    return keys;
  };
  const { next } = await countDueRooms(instance, overtaken, NOW);
  expect(next).toBe(NOW + 1000);
  await countDueRooms(instance, shallowKeys, NOW + 1000);
  expect(await occupancy(instance)).toBe(2);
});

test('a tick counts a large room less often than a small one', async () => {
  const instance = await newInstance('rooms');
  await instance.root.child('presence/counted').set({ '~small': { at: NOW, n: 3 }, '~large': { at: NOW, n: 20_000 } });
  expect(await markUncounted(instance.root, 'new', NOW + 1)).toBe(NOW + 1);
  expect(await markUncounted(instance.root, 'small', NOW + 1)).toBe(NOW + 1000);
  expect(await markUncounted(instance.root, 'large', NOW + 1)).toBe(NOW + 20_000);
  // A later change does not postpone an existing mark.
  expect(await markUncounted(instance.root, 'large', NOW + 9000)).toBe(NOW + 20_000);
});

test('a room with the id hasOwnProperty is counted like any other', async () => {
  const instance = await newInstance('rooms');
  for (const roomId of ['hasOwnProperty', '__proto__', 'lobby']) {
    await instance.root.child(`presence/rooms/${roomId}/alice`).set(member);
    await markUncounted(instance.root, roomId, NOW);
  }
  expect(await countDueRooms(instance, shallowKeys, NOW)).toEqual({ counted: 3, failed: [], next: null });
  expect(await occupancy(instance, 'hasOwnProperty')).toBe(1);
});

test('a room whose id ends within an emoji is not counted, and its mark does not stay', async () => {
  const instance = await newInstance('rooms');
  const roomId = 'lobby \ud83c';
  await instance.root.child(`presence/rooms/${roomId}/mallory`).set(member);
  await markUncounted(instance.root, roomId, NOW);
  expect(await countDueRooms(instance, shallowKeys, NOW)).toEqual({ counted: 1, failed: [], next: null });
  expect(await marks(instance)).toBeNull();
});

test('a tick reports and postpones a room that it cannot count, and counts the others', async () => {
  const instance = await newInstance('rooms');
  await join(instance, 'alice');
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

test('without a credential that gives tokens, the Admin SDK reads the keys', async () => {
  const instance = await newInstance('rooms');
  await join(instance, 'alice');
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

test('a user who is visible again before a late event of the invisible time keeps the new seat', async () => {
  const { root } = await newInstance('rooms');
  const seat = 'seat1---------------';
  await root.child('presence/settings/alice').set({ availability: { value: 'invisible', at: NOW } });
  const becomesVisible = async (): Promise<void> => {
    await root.child('presence/settings/alice').set({ availability: { value: 'available', at: NOW + 1 } });
    await root.update({
      'presence/leases/alice:00': { id: 'tab1----------------', at: NOW, rooms: { 0: { room: 'lobby', seat } } },
      [`presence/rooms/lobby/alice/${seat}`]: { joined_at: NOW },
    });
  };
  await leaveRoomsIfInvisible(afterRead(1, root, becomesVisible), 'alice');
  expect((await root.child('presence/rooms/lobby/alice').get()).val()).toEqual({ [seat]: { joined_at: NOW } });
});

test('a user who is visible again during a late event has a new seat that the lease names', async () => {
  const { root } = await newInstance('rooms');
  const [before, after] = ['seat1---------------', 'seat2---------------'];
  const takes = (seat: string) => ({
    'presence/leases/alice:00': { id: 'tab1----------------', at: NOW, rooms: { 0: { room: 'lobby', seat } } },
    [`presence/rooms/lobby/alice/${seat}`]: { joined_at: NOW },
  });
  await root.update({
    ...takes(before),
    'presence/settings/alice': { availability: { value: 'invisible', at: NOW } },
  });
  const becomesVisible = async (): Promise<void> => {
    await root.child('presence/settings/alice').set({ availability: { value: 'available', at: NOW + 1 } });
    await root.update({ ...takes(after), [`presence/rooms/lobby/alice/${before}`]: null });
  };
  await leaveRoomsIfInvisible(afterRead(2, root, becomesVisible), 'alice');
  expect((await root.child('presence/rooms/lobby/alice').get()).val()).toEqual({ [after]: { joined_at: NOW } });
  expect((await root.child('presence/leases/alice:00/rooms/0').get()).val()).toEqual({ room: 'lobby', seat: after });
});

test('an invisible user leaves a room whose id ends within an emoji, and the lease does not name it any more', async () => {
  const { root } = await newInstance('rooms');
  const [seat, room] = ['seat1---------------', 'lobby \ud83c'];
  await root.update({
    'presence/settings/mallory': { availability: { value: 'invisible', at: NOW } },
    'presence/leases/mallory:00': { id: 'tab1----------------', at: NOW, rooms: { 0: { room, seat } } },
    [`presence/rooms/${room}/mallory/${seat}`]: { joined_at: NOW },
  });
  await leaveRoomsIfInvisible(root, 'mallory');
  expect((await root.child('presence/rooms').get()).exists()).toBe(false);
  expect((await root.child('presence/leases/mallory:00/rooms').get()).exists()).toBe(false);
});

/** The root, whose nth read of a place is followed by a change before the reader goes on. */
function afterRead(nth: number, root: Reference, change: () => Promise<void>): Reference {
  let reads = 0;
  return new Proxy(root, {
    get(target, property) {
      if (property !== 'child') return Reflect.get(target, property);
      return (path: string) => {
        const child = target.child(path);
        const get = child.get.bind(child);
        child.get = async () => {
          const snapshot = await get();
          reads++;
          if (reads === nth) await change();
          return snapshot;
        };
        return child;
      };
    },
  });
}
