import { randomUUID } from 'node:crypto';
import { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { repair } from '../../functions/src/repair.ts';
import { admin } from '../suite.ts';

/*
 * The repair on a database and a collection of its own, where what disagrees is known.
 */

test('a document that says online of a user who is gone is mended, and so is one that misses a user who is here', async () => {
  const place = newPlace();
  await place.says('ghost', 'online');
  await place.says('missed', 'offline');
  await place.says('fine', 'online');
  await place.says('gone', 'offline');
  await place.holds('ghost', { last_changed: 500 });
  await place.holds('missed', here);
  await place.holds('never-written', here);
  await place.holds('fine', here);
  await place.holds('gone', { last_changed: 500 });
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

test('a dry run finds the same and mends nothing', async () => {
  const place = newPlace();
  await place.says('ghost', 'online');
  expect((await place.repair({ dryRun: true })).disagreements).toEqual([
    { uid: 'ghost', was: 'online', is: 'offline' },
  ]);
  expect(await place.states()).toEqual({ ghost: 'online' });
});

test('more users than go in one batch are all checked', async () => {
  const place = newPlace();
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

const here = { connections: { a: { last_changed: 600 } }, last_changed: 600 };

function newPlace() {
  const name = `repair-${randomUUID().slice(0, 8)}`;
  const { firestore } = admin();
  const { database } = admin(`https://${name}.firebaseio.com`);
  const target = { databases: [database], firestore, collection: name };
  return {
    says: (uid: string, state: string) =>
      firestore
        .collection(name)
        .doc(uid)
        .set({ state, last_changed: Timestamp.fromMillis(400) }),
    holds: (uid: string, node: object) => database.ref(`status/${uid}`).set(node),
    repair: ({ dryRun = false, batch = 100 } = {}) => repair({ ...target, dryRun, batch }),
    states: async () => {
      const { docs } = await firestore.collection(name).get();
      return Object.fromEntries(docs.map((document) => [document.id, document.get('state')]));
    },
  };
}
