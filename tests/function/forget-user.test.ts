import { leasePath, type Targets } from '@firebase-presence/contract';
import { Timestamp } from 'firebase-admin/firestore';
import { forgetUsers } from 'firebase-presence/server';
import { expect, test, vi } from 'vitest';
import { usersWithoutAccount } from '../../functions/command-line/users-without-account.ts';
import {
  type ForgetContext,
  finishForgetting,
  forgetRequested,
  forgetUser,
  requestForget,
} from '../../functions/src/forget-user.ts';
import { stage } from '../kit/functions/index.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';

/*
 * The deletion of an account, on both databases. `isBack` is the answer of Firebase Authentication: whether a new account has the uid.
 */

const DELETED_AT = 1_000_000;
const ID = 'a-connection-of-ours';
const SEAT = 'a-seat-in-the-lobby-';
const connected = (at: number) => ({
  connections: { [ID]: { last_changed: at, slot: '03' } },
  last_changed: at,
});

async function place({ isBack = false, targets = 'both' }: { isBack?: boolean; targets?: Targets } = {}) {
  const instance = await newInstance('forget');
  const { firestore } = suite.admin();
  const collection = new URL(instance.url).hostname;
  const { root } = instance;
  const hasAccount = async () => isBack;
  const memory: ForgetContext = { instances: [instance], firestore, collection, targets, hasAccount };
  const document = firestore.collection(collection).doc('alice');
  const announce = async (at: number): Promise<void> => {
    await root.update({
      'status/alice': connected(at),
      [leasePath('alice', '03')]: { id: ID, at, rooms: { 0: { room: 'lobby', seat: SEAT } } },
      'presence/rooms/lobby/alice': { [SEAT]: { joined_at: at } },
      'presence/settings/alice': { custom: { text: 'Hello', at }, last_changed: at },
      'presence/budget/alice/changes': { since: at, n: 1 },
      'presence/public/alice': { state: 'online', last_changed: at, v: 'v' },
    });
    await document.set({ state: 'online', last_changed: Timestamp.fromMillis(at), name: 'Alice' });
  };
  const read = async (path: string) => (await root.child(path).get()).val();
  return { root, memory, document, announce, read };
}

/** The place after the account was deleted. */
async function placeAfterDeletion(options: { isBack?: boolean } = {}) {
  const alice = await place(options);
  await alice.announce(DELETED_AT - 5000);
  await forgetUser('alice', DELETED_AT, alice.memory);
  return alice;
}

/** The place after the later of two deletions was requested. */
async function placeWithLaterDeletion() {
  const alice = await place();
  const later = DELETED_AT + 60_000;
  await requestForget('alice', later, alice.memory);
  const lateEvent = async (): Promise<void> => {
    await requestForget('alice', DELETED_AT, alice.memory);
    await forgetUser('alice', DELETED_AT, alice.memory);
  };
  return { ...alice, later, lateEvent };
}

test('presence keeps two traces of a deleted account until its tokens have expired', async () => {
  const alice = await place();
  await alice.announce(DELETED_AT - 5000);
  await requestForget('alice', DELETED_AT, alice.memory);
  await forgetUser('alice', DELETED_AT, alice.memory);
  expect(await alice.read('/')).toEqual({ presence: { forgotten: { alice: DELETED_AT } } });
  expect((await alice.document.get()).data()).toMatchObject({ state: 'offline', name: 'Alice' });
  await finishForgetting(alice.memory, DELETED_AT + 64 * 60_000);
  expect(await alice.read('presence/forgotten/alice')).toBe(DELETED_AT);
  await finishForgetting(alice.memory, DELETED_AT + 66 * 60_000);
  expect(await alice.read('/')).toBeNull();
  expect((await alice.document.get()).data()).toEqual({ name: 'Alice' });
});

test('the deletion of an account erases a public status that the mirror wrote meanwhile', async () => {
  const alice = await placeAfterDeletion();
  // The mirror of the erased node.
  await alice.root.child('presence/public/alice').set({ state: 'offline', last_changed: DELETED_AT, v: 'w' });
  await finishForgetting(alice.memory, DELETED_AT + 66 * 60_000);
  expect(await alice.read('/')).toBeNull();
});

test.each<Targets>(['firestore', 'both', 'database'])(
  'with the targets %s, the late event of a user whose account was deleted creates no status',
  async (targets) => {
    const isGone = { hasAccount: async () => false };
    const place = await stage('forget', { targets, ...isGone });
    const { handle, instance, collection } = place;
    const { firestore } = suite.admin();
    const memory: ForgetContext = { instances: [instance], firestore, collection, targets, ...isGone };
    const left = { last_changed: 900, left_at: 900 };
    await forgetUser('alice', DELETED_AT, memory);
    await finishForgetting(memory, DELETED_AT + 66 * 60_000);
    // A departure, the removal of the node, and a loss that a tick settles.
    for (const after of [left, null, { last_changed: 900 }]) {
      await handle({ uid: 'alice', node: 'status', before: connected(800), after, time: 900 });
    }
    await place.runTick(DELETED_AT);
    expect(await place.fieldsOf('alice')).toBeNull();
    expect((await instance.root.child('presence/due').get()).val()).toBeNull();
  },
);

test('the deletion of an account erases a node that a slow sweeper wrote again', async () => {
  const alice = await placeAfterDeletion();
  await alice.root.child('status/alice').set({ last_changed: DELETED_AT + 1, left_at: DELETED_AT + 1 });
  await finishForgetting(alice.memory, DELETED_AT + 66 * 60_000);
  await finishForgetting(alice.memory, DELETED_AT + 67 * 60_000);
  expect(await alice.read('/')).toBeNull();
  expect((await alice.document.get()).data()).toEqual({ name: 'Alice' });
});

test('the deletion of an account does not write Firestore if the functions write only public statuses', async () => {
  const alice = await place({ targets: 'database' });
  await alice.announce(DELETED_AT - 5000);
  const before = (await alice.document.get()).updateTime?.toMillis();
  await forgetUser('alice', DELETED_AT, alice.memory);
  await finishForgetting(alice.memory, DELETED_AT + 66 * 60_000);
  expect((await alice.document.get()).updateTime?.toMillis()).toBe(before);
  expect(await alice.read('/')).toBeNull();
});

test('a late deletion does not touch a new account with the same uid', async () => {
  const alice = await place({ isBack: true });
  await alice.announce(DELETED_AT + 60_000);
  await forgetUser('alice', DELETED_AT, alice.memory);
  expect(await alice.read('status/alice')).toEqual(connected(DELETED_AT + 60_000));
  expect(await alice.read('presence/rooms/lobby/alice')).not.toBeNull();
  expect(await alice.read('presence/settings/alice')).toMatchObject({ custom: { text: 'Hello' } });
  expect(await alice.read(leasePath('alice', '03'))).toMatchObject({ id: ID });
  expect(await alice.read('presence/public/alice')).toMatchObject({ state: 'online' });
  expect((await alice.document.get()).get('state')).toBe('online');
  // The rules do not reject sign-ins of the new account.
  expect(await alice.read('presence/forgotten/alice')).toBeLessThan(DELETED_AT);
});

test('the late event of an earlier deletion does not let devices of a later deleted account write again', async () => {
  const { later, lateEvent, memory, read } = await placeWithLaterDeletion();
  await forgetUser('alice', later, memory);
  await lateEvent();
  expect(await read('presence')).toEqual({ forgotten: { alice: later } });
});

test('the late event of an earlier deletion keeps the request of a later one', async () => {
  const { later, lateEvent, memory, read } = await placeWithLaterDeletion();
  await lateEvent();
  expect(await read('presence/forget')).toEqual({ alice: later });
  expect(await forgetRequested(memory)).toEqual({ forgotten: 1, failed: [] });
  expect(await read('presence')).toEqual({ forgotten: { alice: later } });
});

test('a deletion removes what the old account left, although a new account has its uid', async () => {
  const alice = await placeAfterDeletion({ isBack: true });
  expect(await alice.read('status/alice')).toBeNull();
  expect(await alice.read('presence/settings/alice')).toBeNull();
  expect(await alice.read('presence/leases')).toBeNull();
  expect(await alice.read('presence/rooms')).toBeNull();
});

test('a deletion that fails is repeated a minute later, and delays no other deletion', async () => {
  const alice = await place();
  await alice.announce(DELETED_AT - 5000);
  await requestForget('alice', DELETED_AT, alice.memory);
  await requestForget('bob', DELETED_AT, alice.memory);
  const failing = vi.fn(async (uid: string) => {
    if (uid === 'alice') throw new Error('no answer');
    return false;
  });
  const { forgotten, failed } = await forgetRequested({ ...alice.memory, hasAccount: failing });
  expect({ forgotten, failed }).toEqual({ forgotten: 1, failed: ['Error: no answer'] });
  expect(await alice.read('presence/forget')).toEqual({ alice: DELETED_AT });
  expect(await forgetRequested(alice.memory)).toEqual({ forgotten: 1, failed: [] });
  expect(await alice.read('status')).toBeNull();
});

test('a hundred deletions that fail delay no other deletion', async () => {
  const { root, memory, read } = await place();
  const failing = Array.from({ length: 100 }, (_, index) => `failing-${index}`);
  const users = [...failing, 'zoe'];
  await root.child('presence/forget').set(Object.fromEntries(users.map((uid) => [uid, DELETED_AT])));
  const hasAccount = async (uid: string) => {
    if (uid !== 'zoe') throw new Error('no answer');
    return false;
  };
  const { forgotten, failed } = await forgetRequested({ ...memory, hasAccount });
  expect({ forgotten, failed: failed.length }).toEqual({ forgotten: 1, failed: 100 });
  expect(await read('presence/forgotten')).toEqual({ zoe: DELETED_AT });
});

test('the last step of a deletion that fails delays no other deletion', async () => {
  const { root, memory, document, read } = await place();
  const [other] = (await place()).memory.instances;
  if (!other) throw new Error('There is no instance');
  // As in Firebase Authentication, which has to tell whether the account of a node that exists is new.
  const failing = Array.from({ length: 101 }, (_, index) => `failing-${index}`);
  await root.update({
    'presence/forgotten': { ...Object.fromEntries(failing.map((uid) => [uid, DELETED_AT])), alice: DELETED_AT + 1 },
    status: Object.fromEntries(failing.map((uid) => [uid, { last_changed: DELETED_AT + 1 }])),
  });
  await other.root.child('presence/forgotten/bob').set(DELETED_AT);
  await document.set({ state: 'offline', last_changed: Timestamp.fromMillis(DELETED_AT) });
  const hasAccount = async () => {
    throw new Error('no answer');
  };
  const context = { ...memory, instances: [...memory.instances, other], hasAccount };
  const failed = await finishForgetting(context, DELETED_AT + 66 * 60_000);
  expect(failed).toHaveLength(101);
  expect(await read('presence/forgotten/alice')).toBeNull();
  expect((await document.get()).exists).toBe(false);
  expect((await other.root.child('presence').get()).val()).toBeNull();
});

test.each(['a.b', 'hasOwnProperty'])(
  'the deletion of an account with the uid %s, which cannot have presence, writes nothing',
  async (uid) => {
    const { root, memory } = await place();
    await requestForget(uid, DELETED_AT, memory);
    await forgetUser(uid, DELETED_AT, memory);
    expect((await root.child('presence').get()).exists()).toBe(false);
  },
);

test('usersWithoutAccount() finds a user with presence data but no account', async () => {
  const { root, memory } = await place();
  await root.child('status').update({ alice: { last_changed: 1 }, carol: { last_changed: 1 } });
  await root.child('presence/settings/bob').set({ last_changed: 1 });
  await root.child('presence/budget').update({ bob: { changes: { n: 1 } }, dave: { changes: { n: 1 } } });
  await root.child('presence/public').update({ erin: { state: 'offline' }, alice: { state: 'offline' } });
  const auth = { getUsers: async () => ({ users: [], notFound: [] }) };
  const found: string[] = [];
  for await (const uid of usersWithoutAccount(memory.instances, auth)) found.push(uid);
  expect(found.sort()).toEqual(['alice', 'bob', 'carol', 'dave', 'erin']);
});

test('forgetUsers() on a server erases users whose accounts it deleted in bulk', async () => {
  const alice = await place();
  await alice.announce(Date.now() - 5000);
  const [instance] = alice.memory.instances;
  if (!instance) throw new Error('There is no instance');
  await forgetUsers(instance.database, ['alice']);
  expect(await forgetRequested(alice.memory)).toEqual({ forgotten: 1, failed: [] });
  expect(await alice.read('status')).toBeNull();
  for (const uid of ['a/b', 'hasOwnProperty']) {
    await expect(forgetUsers(instance.database, [uid])).rejects.toMatchObject({ code: 'presence/invalid-uid' });
  }
});
