import { leasePath } from '@firebase-presence/contract';
import { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { repair } from '../../functions/src/repair.ts';
import { shallowKeys } from '../kit/functions/index.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';

/*
 * The repair on a database and a collection of its own, where what disagrees is known.
 */

test('a document that says online of a user who is gone is repaired, and so is one that misses a user who is here', async () => {
  const place = await newPlace();
  await place.says('ghost', 'online');
  await place.says('missed', 'offline');
  await place.says('fine', 'online');
  await place.says('gone', 'offline');
  await place.holds('ghost', gone);
  await place.holds('missed', here);
  await place.holds('never-written', here);
  await place.holds('fine', here);
  await place.holds('gone', gone);
  const report = await place.repair();
  expect(report.disagreements.sort((a, b) => (a.uid < b.uid ? -1 : 1))).toEqual([
    { uid: 'ghost', was: 'online', is: 'offline' },
    { uid: 'missed', was: 'offline', is: 'online' },
    { uid: 'never-written', was: null, is: 'online' },
  ]);
  expect(await place.states()).toEqual({
    fine: 'online',
    ghost: 'offline',
    gone: 'offline',
    missed: 'online',
    'never-written': 'online',
  });
  expect((await place.repair()).disagreements).toEqual([]);
});

test('a dry run finds the same and repairs nothing', async () => {
  const place = await newPlace();
  await place.says('ghost', 'online');
  expect((await place.repair({ dryRun: true })).disagreements).toEqual([
    { uid: 'ghost', was: 'online', is: 'offline' },
  ]);
  expect(await place.states()).toEqual({ ghost: 'online' });
});

test('more users than go in one batch are all checked', async () => {
  const place = await newPlace();
  const ghosts = Array.from({ length: 7 }, (_, index) => `ghost-${index}`);
  const missed = Array.from({ length: 7 }, (_, index) => `missed-${index}`);
  await Promise.all([
    ...ghosts.map((uid) => place.says(uid, 'online')),
    ...missed.map((uid) => place.holds(uid, here)),
  ]);
  const report = await place.repair({ batch: 3 });
  expect(report.disagreements).toHaveLength(14);
  expect((await place.repair({ batch: 3 })).disagreements).toEqual([]);
});

const ID = 'a-connection-of-ours';
const SEAT = 'a-seat-in-the-lobby-';
const gone = { last_changed: 500 };
const here = { connections: { [ID]: { last_changed: 600, slot: '03' } }, last_changed: 600 };

test('a connection that no lease names is removed, and its user is shown offline', async () => {
  const place = await newPlace();
  await place.says('restored', 'online');
  await place.root.child('status/restored').set(here);
  expect(await place.repair()).toMatchObject({ unleased: 1, disagreements: [{ uid: 'restored', is: 'offline' }] });
  expect(await place.states()).toEqual({ restored: 'offline' });
  expect((await place.root.child('status/restored/connections').get()).exists()).toBe(false);
});

test('a seat that no lease names is removed, and a wrong occupancy is counted again', async () => {
  const place = await newPlace();
  await place.holds('alice', here);
  await place.root.child(`${leasePath('alice', '03')}/rooms/0`).set({ room: 'lobby', seat: SEAT });
  await place.root.child('presence/rooms').set({
    lobby: { alice: { [SEAT]: { joined_at: 1 } }, ghost: { [SEAT]: { joined_at: 1 } } },
  });
  // The name of a function of every object.
  await place.root.child('presence/rooms/hasOwnProperty/ghost').set({ [SEAT]: { joined_at: 1 } });
  await place.root.child('presence/occupancy').set({ lobby: 2, empty: 1 });
  expect(await place.repair()).toMatchObject({ ghosts: 2, miscounted: 2, failed: [] });
  expect(Object.keys((await place.root.child('presence/rooms').get()).val())).toEqual(['lobby']);
  expect(Object.keys((await place.root.child('presence/uncounted').get()).val())).toEqual([
    '~empty',
    '~hasOwnProperty',
  ]);
});

test('a user who was lost just now is left to the next tick, whose grace period they have', async () => {
  const place = await newPlace();
  await place.says('lost', 'online');
  await place.holds('lost', { last_changed: Date.now() });
  expect(await place.repair()).toMatchObject({ disagreements: [{ uid: 'lost', is: 'offline' }] });
  expect(await place.states()).toEqual({ lost: 'online' });
  expect((await place.root.child('presence/due/~lost').get()).val()).toEqual({ at: expect.any(Number) });
});

test('one user with 125,000 connections stops nobody else from being repaired', async () => {
  const place = await newPlace();
  const connections = Object.fromEntries(
    Array.from({ length: 125_000 }, (_, index) => [`connection-${index}`, { last_changed: 600 }]),
  );
  await place.root.child('status/mallory').set({ connections, last_changed: 600 });
  await place.holds('missed', here);
  const report = await place.repair();
  expect(report.failed).toEqual([]);
  expect(await place.states()).toMatchObject({ missed: 'online' });
});

async function newPlace() {
  const name = unique('repair');
  const { firestore } = suite.admin();
  const instance = await newInstance('repair');
  const { root } = instance;
  const target = { instances: [instance], firestore, collection: name, shallowKeys };
  return {
    root,
    says: (uid: string, state: string) =>
      firestore
        .collection(name)
        .doc(uid)
        .set({ state, last_changed: Timestamp.fromMillis(400) }),
    /** With the lease that its connection needs. */
    holds: async (uid: string, node: object) => {
      await root.child(`status/${uid}`).set(node);
      if (node === here) await root.child(leasePath(uid, '03')).set({ id: ID, at: 600 });
    },
    repair: ({ dryRun = false, batch = 100 } = {}) => repair({ ...target, dryRun, batch }),
    states: async () => {
      const { docs } = await firestore.collection(name).get();
      return Object.fromEntries(docs.map((document) => [document.id, document.get('state')]));
    },
  };
}
