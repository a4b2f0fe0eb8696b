import { leasePath, PUBLIC_ROOT, publicStatusPath, type Targets } from '@firebase-presence/contract';
import type { Reference } from 'firebase-admin/database';
import { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { repair } from '../../functions/src/repair.ts';
import { removeUnleased } from '../../functions/src/repair-leases.ts';
import { rest, shallowKeys } from '../kit/functions/index.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';

/*
 * The repair on a database and a collection of its own, where the test knows what disagrees.
 */

test('the repair corrects incorrect online and offline documents, and creates missing ones', async () => {
  const place = await newPlace();
  await place.writeDocument('ghost', 'online');
  await place.writeDocument('missed', 'offline');
  await place.writeDocument('fine', 'online');
  await place.writeDocument('gone', 'offline');
  await place.writeNode('ghost', gone);
  await place.writeNode('missed', here);
  await place.writeNode('never-written', here);
  await place.writeNode('fine', here);
  await place.writeNode('gone', gone);
  const report = await place.repair();
  expect(report.disagreements.sort((a, b) => (a.uid < b.uid ? -1 : 1))).toEqual([
    { uid: 'ghost', target: 'firestore', was: 'online', is: 'offline' },
    { uid: 'missed', target: 'firestore', was: 'offline', is: 'online' },
    { uid: 'never-written', target: 'firestore', was: null, is: 'online' },
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

test('a dry run of the repair finds the same and changes nothing', async () => {
  const place = await newPlace();
  await place.writeDocument('ghost', 'online');
  expect((await place.repair({ dryRun: true })).disagreements).toEqual([
    { uid: 'ghost', target: 'firestore', was: 'online', is: 'offline' },
  ]);
  expect(await place.states()).toEqual({ ghost: 'online' });
});

test('the repair checks all users when there are more than one batch', async () => {
  const place = await newPlace();
  const ghosts = Array.from({ length: 7 }, (_, index) => `ghost-${index}`);
  const missed = Array.from({ length: 7 }, (_, index) => `missed-${index}`);
  await Promise.all([
    ...ghosts.map((uid) => place.writeDocument(uid, 'online')),
    ...missed.map((uid) => place.writeNode(uid, here)),
  ]);
  const report = await place.repair({ batch: 3 });
  expect(report.disagreements).toHaveLength(14);
  expect((await place.repair({ batch: 3 })).disagreements).toEqual([]);
});

const ID = 'a-connection-of-ours';
const SEAT = 'a-seat-in-the-lobby-';
const gone = { last_changed: 500 };
const here = { connections: { [ID]: { last_changed: 600, slot: '03' } }, last_changed: 600 };

test.each<Targets>(['both', 'database'])(
  'with the targets %s, the repair corrects public statuses',
  async (targets) => {
    const place = await newPlace();
    await place.writePublicStatus('ghost', 'online');
    await place.writePublicStatus('ghost-without-node', 'online');
    await place.writePublicStatus('missed', 'offline');
    await place.writePublicStatus('fine', 'online');
    await place.writeNode('ghost', gone);
    await place.writeNode('missed', here);
    await place.writeNode('fine', here);
    const { disagreements } = await place.repair({ targets, batch: 2 });
    expect(
      disagreements.filter(({ target }) => target === 'database').sort((a, b) => (a.uid < b.uid ? -1 : 1)),
    ).toEqual([
      { uid: 'ghost', target: 'database', was: 'online', is: 'offline' },
      { uid: 'ghost-without-node', target: 'database', was: 'online', is: 'offline' },
      { uid: 'missed', target: 'database', was: 'offline', is: 'online' },
    ]);
    expect(await place.publicStates()).toEqual({
      fine: 'online',
      ghost: 'offline',
      'ghost-without-node': 'offline',
      missed: 'online',
    });
    const inFirestore = { fine: 'online', missed: 'online' };
    expect(await place.states()).toEqual(targets === 'both' ? inFirestore : {});
    expect((await place.repair({ targets, batch: 2 })).disagreements).toEqual([]);
  },
);

test('the repair fills a target that was just switched on, with last seen from the other one', async () => {
  const place = await newPlace();
  await place.writeNode('alice', here);
  await place.writeNode('bob', gone);
  await place.writeNode('carol', gone);
  await place.writeDocument('bob', 'offline');
  const invisible = { availability: { value: 'invisible', at: 450 }, last_changed: 450 };
  await place.writeNode('dave', here);
  await place.root.child('presence/settings/dave').set(invisible);
  await place.repair({ targets: 'both' });
  expect(await place.publicStates()).toEqual({ alice: 'online', bob: 'offline', carol: 'offline' });
  // The node of bob has a later stamp than the end of the last stay.
  expect((await place.root.child(`${publicStatusPath('bob')}/last_changed`).get()).val()).toBe(400);
  expect((await place.root.child(`${publicStatusPath('carol')}/last_changed`).get()).val()).toBe(500);
  expect((await place.repair({ targets: 'both' })).disagreements).toEqual([]);
});

test('the repair writes no public status if the functions write only Firestore', async () => {
  const place = await newPlace();
  await place.writeNode('alice', here);
  await place.repair();
  expect(await place.publicStates()).toEqual({});
});

test('the repair removes a connection that no lease names, and shows its user offline', async () => {
  const place = await newPlace();
  await place.writeDocument('restored', 'online');
  await place.root.child('status/restored').set(here);
  expect(await place.repair()).toMatchObject({
    unleasedConnections: 1,
    disagreements: [{ uid: 'restored', is: 'offline' }],
  });
  expect(await place.states()).toEqual({ restored: 'offline' });
  expect((await place.root.child('status/restored/connections').get()).exists()).toBe(false);
});

test('the repair removes a seat that no lease names, and marks a miscounted room', async () => {
  const place = await newPlace();
  await place.writeNode('alice', here);
  await place.root.child(`${leasePath('alice', '03')}/rooms/0`).set({ room: 'lobby', seat: SEAT });
  await place.root.child('presence/rooms').set({
    lobby: { alice: { [SEAT]: { joined_at: 1 } }, ghost: { [SEAT]: { joined_at: 1 } } },
  });
  // A room id that is the name of a function of every object.
  await place.root.child('presence/rooms/hasOwnProperty/ghost').set({ [SEAT]: { joined_at: 1 } });
  await place.root.child('presence/occupancy').set({ lobby: 2, empty: 1 });
  expect(await place.repair()).toMatchObject({ unleasedSeats: 2, miscountedRooms: 2, failed: [] });
  expect(Object.keys((await place.root.child('presence/rooms').get()).val())).toEqual(['lobby']);
  expect(Object.keys((await place.root.child('presence/uncounted').get()).val())).toEqual([
    '~empty',
    '~hasOwnProperty',
  ]);
});

test('the repair leaves a user in the grace period to the next tick', async () => {
  const place = await newPlace();
  await place.writeDocument('lost', 'online');
  await place.writeNode('lost', { last_changed: Date.now() });
  expect(await place.repair()).toMatchObject({ disagreements: [{ uid: 'lost', is: 'offline' }] });
  expect(await place.states()).toEqual({ lost: 'online' });
  expect((await place.root.child('presence/due/~lost').get()).val()).toEqual({ at: expect.any(Number) });
});

test('the repair does not end the grace period of a lost user who hides last seen', async () => {
  const place = await newPlace();
  await place.writeDocument('lost', 'online');
  await place.writeNode('lost', { last_changed: Date.now() });
  const hidden = { last_seen: { hidden: true, at: 300 }, last_changed: 300 };
  await place.root.child('presence/settings/lost').set(hidden);
  await place.repair();
  expect(await place.states()).toEqual({ lost: 'online' });
  expect((await place.root.child('presence/due/~lost').get()).exists()).toBe(true);
});

test('the repair does not end a grace period of more than a minute', async () => {
  const place = await newPlace();
  const lostAt = Date.now() - 90_000;
  const mark = { at: lostAt + 120_000, lost_at: lostAt };
  await place.writeDocument('lost', 'online');
  await place.writeNode('lost', { last_changed: lostAt });
  await place.root.child('presence/due/~lost').set(mark);
  // A repair moves the mark to an earlier time, so that a tick looks at the user. The grace period still ends when it did.
  for (const _ of ['first', 'second']) await place.repair();
  expect(await place.states()).toEqual({ lost: 'online' });
  await place.root.child('presence/due/~lost').set({ at: Date.now() - 1, lost_at: lostAt });
  await place.repair();
  expect(await place.states()).toEqual({ lost: 'offline' });
});

test('a loss that happens during the repair keeps its grace period', async () => {
  const place = await newPlace();
  await place.writeNode('alice', here);
  const lost = { last_changed: 700 };
  await place.root.update({ 'status/alice': lost, [leasePath('alice', '03')]: null });
  const report = { unleasedConnections: 0, failed: [] };
  // The repair read the node before the loss.
  await removeUnleased(place.root, 'alice', here, { dryRun: false }, report);
  expect((await place.root.child('status/alice').get()).val()).toEqual(lost);
  expect(report).toEqual({ unleasedConnections: 0, failed: [] });
});

test.each(['presence/leases/', 'presence/occupancy/'])(
  'the repair reads several places below %s at a time, so that a large app does not keep it from its end',
  async (prefix) => {
    const place = await newPlace();
    const users = ['alice', 'bob', 'carol'];
    await Promise.all(users.map((uid) => place.writeNode(uid, here)));
    const rooms = users.map((uid) => [`room-of-${uid}`, { [uid]: { [SEAT]: { joined_at: 1 } } }]);
    await place.root.child('presence/rooms').set(Object.fromEntries(rooms));
    const root = withMeetings(place.root, prefix, users.length);
    expect(await place.repair({ root })).toMatchObject({ unleasedConnections: 0, unleasedSeats: 3, failed: [] });
  },
);

test('a user with 125,000 connections does not stop the repair of other users', async () => {
  const place = await newPlace();
  const connections = Object.fromEntries(
    Array.from({ length: 125_000 }, (_, index) => [`connection-${index}`, { last_changed: 600 }]),
  );
  await place.root.child('status/mallory').set({ connections, last_changed: 600 });
  await place.writeNode('missed', here);
  const report = await place.repair();
  expect(report.failed).toEqual([]);
  expect(await place.states()).toMatchObject({ missed: 'online' });
});

interface RepairOptions {
  dryRun?: boolean;
  batch?: number;
  targets?: Targets;
  root?: Reference;
}

/** The root, whose reads below a path answer when so many of them wait. */
function withMeetings(root: Reference, prefix: string, needed: number): Reference {
  let waiting = 0;
  let resolve = (): void => undefined;
  const allWait = new Promise<void>((done) => {
    resolve = done;
  });
  return new Proxy(root, {
    get(target, property) {
      if (property !== 'child') return Reflect.get(target, property);
      return (path: string) => {
        const child = target.child(path);
        if (!path.startsWith(prefix)) return child;
        const get = child.get.bind(child);
        child.get = async () => {
          if (++waiting === needed) resolve();
          await allWait;
          return get();
        };
        return child;
      };
    },
  });
}

async function newPlace() {
  const name = unique('repair');
  const { firestore } = suite.admin();
  const instance = await newInstance('repair');
  const { root } = instance;
  const options = { instances: [instance], firestore, collection: name, shallowKeys, rest };
  return {
    root,
    writeDocument: (uid: string, state: string) =>
      firestore
        .collection(name)
        .doc(uid)
        .set({ state, last_changed: Timestamp.fromMillis(400) }),
    /** Writes the lease too, which a connection needs. */
    writeNode: async (uid: string, node: object) => {
      await root.child(`status/${uid}`).set(node);
      if (node === here) await root.child(leasePath(uid, '03')).set({ id: ID, at: 600 });
    },
    repair: ({ dryRun = false, batch = 100, targets = 'firestore', root: read = root }: RepairOptions = {}) =>
      repair({ ...options, instances: [{ ...instance, root: read }], targets, dryRun, batch }),
    writePublicStatus: (uid: string, state: string) =>
      root.child(publicStatusPath(uid)).set({ state, last_changed: 400, v: 'v' }),
    publicStates: async () => {
      const statuses: [string, { state: string }][] = Object.entries((await root.child(PUBLIC_ROOT).get()).val() ?? {});
      return Object.fromEntries(statuses.map(([uid, { state }]) => [uid, state]));
    },
    states: async () => {
      const { docs } = await firestore.collection(name).get();
      return Object.fromEntries(docs.map((document) => [document.id, document.get('state')]));
    },
  };
}
