import { publicStatusPath } from '@firebase-presence/contract';
import { signOut } from 'firebase/auth';
import type { DataSnapshot } from 'firebase-admin/database';
import * as server from 'firebase-presence/server';
import {
  getStatus,
  getStatuses,
  type OnlineUsers,
  onMyStatusChanged,
  onOnlineUsersChanged,
  onStatusChanged,
  onStatusesChanged,
  type PresenceError,
  pausePresence,
  setAvailability,
  setCustomStatus,
  type UserStatus,
} from 'firebase-presence/without-firestore';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Deployment, ours, oursWithoutFirestore } from '../kit/systems/index.ts';
import { startOursWithoutFirestore, type Tab, valuesOf } from '../kit/users/index.ts';

/*
 * Pages without Firestore watch users in the Realtime Database. Each test has a project of its own, whose functions write public statuses.
 */

// With this variable, the Admin SDK takes the database of the suite for each address.
vi.stubEnv('FIREBASE_DATABASE_EMULATOR_HOST', undefined);

test('a page without Firestore sees a user online, busy, with a custom status, and offline', async () => {
  const place = await deployment();
  const alice = await place.person('alice').opensTab();
  const bob = await place.person('bob').opensTab();
  const seen = watch(bob, alice.person.uid);
  await expect.poll(() => seen.at(-1)).toMatchObject({ state: 'online', availability: 'available', fromCache: false });
  await setAvailability(alice.presence, 'busy');
  await expect.poll(() => seen.at(-1)).toMatchObject({ availability: 'busy' });
  await setCustomStatus(alice.presence, { text: 'In a meeting', emoji: '📅' });
  await expect.poll(() => seen.at(-1)?.customStatus).toMatchObject({ text: 'In a meeting', emoji: '📅' });
  await alice.signsOut();
  await expect.poll(() => seen.at(-1)).toMatchObject({ state: 'offline', availability: null });
  expect(seen.at(-1)?.lastChanged).toBeInstanceOf(Date);
  // With the target `database`, the functions write nothing into Firestore.
  expect((await place.document(alice.person.uid).get()).exists).toBe(false);
});

test('a page without Firestore reads and watches several users in their order', async () => {
  const place = await deployment();
  const alice = await place.person('alice').opensTab();
  const bob = await place.person('bob').opensTab();
  const uids = ['nobody', alice.person.uid, bob.person.uid, alice.person.uid];
  const lists = valuesOf<UserStatus[]>((next, error) => onStatusesChanged(bob.presence, uids, next, error));
  const states = ['offline', 'online', 'online', 'online'];
  await expect.poll(() => lists.at(-1)?.map(({ state }) => state)).toEqual(states);
  expect(lists.at(-1)?.map(({ uid }) => uid)).toEqual(uids);
  expect((await getStatuses(bob.presence, uids)).map(({ state }) => state)).toEqual(states);
  expect(await getStatus(bob.presence, 'nobody')).toMatchObject({ state: 'offline', lastChanged: null });
  expect(await getStatuses(bob.presence, [])).toEqual([]);
  const none = valuesOf<UserStatus[]>((next, error) => onStatusesChanged(bob.presence, [], next, error));
  await expect.poll(() => none).toEqual([[]]);
});

test('the list of online users without Firestore says who joined and left, and keeps its limit', async () => {
  const place = await deployment();
  const bob = await place.person('bob').opensTab();
  const lists = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(bob.presence, next, error));
  await expect.poll(() => lists.at(-1)?.users.map(({ uid }) => uid)).toEqual([bob.person.uid]);
  const alice = await place.person('alice').opensTab();
  const both = [alice.person.uid, bob.person.uid].sort();
  await expect.poll(() => lists.at(-1)?.users.map(({ uid }) => uid)).toEqual(both);
  expect(lists.flatMap(({ joined }) => joined)).toEqual([alice.person.uid]);
  const limited = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(bob.presence, next, error, { limit: 1 }));
  await expect.poll(() => limited.at(-1)?.users).toHaveLength(1);
  expect(limited.at(-1)?.atLimit).toBe(true);
  expect(lists.at(-1)?.atLimit).toBe(false);
  await setAvailability(alice.presence, 'invisible');
  await expect.poll(() => lists.at(-1)?.users.map(({ uid }) => uid)).toEqual([bob.person.uid]);
  expect(lists.flatMap(({ left }) => left)).toEqual([alice.person.uid]);
});

test('the list of online users without Firestore does not contain a user who is invisible or has paused', async () => {
  const place = await deployment();
  const bob = await place.person('bob').opensTab();
  const lists = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(bob.presence, next, error));
  const uids = (): string[] | undefined => lists.at(-1)?.users.map(({ uid }) => uid);
  await expect.poll(uids).toEqual([bob.person.uid]);
  await setAvailability(bob.presence, 'invisible');
  await expect.poll(uids).toEqual([]);
  await setAvailability(bob.presence, 'available');
  await expect.poll(uids).toEqual([bob.person.uid]);
  await pausePresence(bob.presence);
  await expect.poll(uids).toEqual([]);
});

test('a device without Firestore that loses its network sees its user offline at once, and others never do', async () => {
  const place = await deployment();
  const alice = await place.person('alice').opensTab();
  const other = await place.person('bob').opensTab();
  const mine = valuesOf<UserStatus | null>((next, error) => onMyStatusChanged(alice.presence, next, error));
  const seen = watch(other, alice.person.uid);
  await expect.poll(() => mine.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  await expect.poll(() => seen.at(-1)?.state).toBe('online');
  await expect.poll(() => place.hasMarks()).toBe(false);
  alice.losesConnection();
  expect(mine.at(-1)).toMatchObject({ state: 'offline', fromCache: true });
  alice.regainsConnection();
  await expect.poll(() => mine.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  // The functions have handled the loss, and then the grace period is over.
  await expect.poll(() => place.hasMarks()).toBe(true);
  await expect.poll(() => place.hasMarks()).toBe(false);
  expect(seen.map((status) => status?.state)).not.toContain('offline');
});

test('a watcher without Firestore and without network sees that a status comes from the cache', async () => {
  const place = await deployment();
  const alice = await place.person('alice').opensTab();
  const bob = await place.person('bob').opensTab();
  const seen = watch(bob, alice.person.uid);
  await expect.poll(() => seen.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  bob.losesConnection();
  expect(seen.at(-1)).toMatchObject({ state: 'online', fromCache: true });
  bob.regainsConnection();
  await expect.poll(() => seen.at(-1)).toMatchObject({ state: 'online', fromCache: false });
});

test('a watcher without Firestore follows the sign-in', async () => {
  const place = await deployment();
  const alice = await place.person('alice').opensTab();
  const bob = await place.person('bob').opensTab();
  const seen = watch(bob, alice.person.uid);
  await expect.poll(() => seen.at(-1)?.state).toBe('online');
  await signOut(bob.device.auth);
  await expect.poll(() => seen.at(-1)).toBeNull();
  await bob.signsInAs(bob.person);
  await expect.poll(() => seen.at(-1)?.state).toBe('online');
});

test('a public status that a program deletes is written again', async () => {
  const place = await deployment();
  const alice = await place.person('alice').opensTab();
  const bob = await place.person('bob').opensTab();
  const seen = watch(bob, alice.person.uid);
  await expect.poll(() => seen.at(-1)?.state).toBe('online');
  const before = seen.length;
  await place.instance.root.child(publicStatusPath(alice.person.uid)).remove();
  await expect.poll(() => seen.slice(before).map((status) => status?.state)).toEqual(['offline', 'online']);
});

test('the public status of a deleted account disappears', async () => {
  const place = await deployment();
  const alice = await place.person('alice').opensTab();
  const bob = await place.person('bob').opensTab();
  const seen = watch(bob, alice.person.uid);
  await expect.poll(() => seen.at(-1)?.state).toBe('online');
  await alice.closes();
  await expect.poll(() => seen.at(-1)?.state).toBe('offline');
  await place.functions.forgets(alice.person.uid);
  await expect.poll(() => seen.at(-1)).toMatchObject({ state: 'offline', lastChanged: null });
});

test('a watcher without Firestore reports an error if the functions write only Firestore', async () => {
  const place = await deployment({ ...ours(), startClient: startOursWithoutFirestore });
  const alice = await place.person('alice').opensTab();
  const bob = await place.person('bob').opensTab();
  await expect.poll(async () => (await place.document(alice.person.uid).get()).get('state')).toBe('online');
  const values: unknown[] = [];
  const errors: PresenceError[] = [];
  onTestFinished(
    onStatusChanged(
      bob.presence,
      alice.person.uid,
      (status) => values.push(status?.state),
      (error) => errors.push(error),
    ),
  );
  await expect.poll(() => errors.map(({ code }) => code)).toEqual(['presence/no-public-statuses']);
  expect(errors[0]?.message).toContain('PRESENCE_TARGETS=both');
  expect(values).toEqual([]);
  await expect(getStatus(bob.presence, alice.person.uid)).rejects.toMatchObject({
    code: 'presence/no-public-statuses',
  });
  // The operator switches the target on, and the repair fills it.
  await place.instance.root.child('presence/targets').set('both');
  await place.instance.root.child(publicStatusPath(alice.person.uid)).set({ state: 'online', last_changed: 1, v: 'v' });
  await expect.poll(() => values.at(-1)).toBe('online');
  expect(errors).toHaveLength(1);
});

test('a page without Firestore shows only those of the given users who are online', async () => {
  const place = await deployment();
  const alice = await place.person('alice').opensTab();
  const bob = await place.person('bob').opensTab();
  await place.person('carol').opensTab();
  const uids = ['nobody', alice.person.uid, alice.person.uid];
  const lists = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(bob.presence, next, error, { uids }));
  await expect.poll(() => lists.at(-1)?.users.map(({ uid }) => uid)).toEqual([alice.person.uid]);
  await alice.signsOut();
  await expect.poll(() => lists).toContainEqual(expect.objectContaining({ users: [], left: [alice.person.uid] }));
});

test('a server reads public statuses in their order, and learns what a change of one means', async () => {
  const place = await deployment();
  const { database, root } = place.instance;
  const alice = await place.person('alice').opensTab();
  const { uid } = alice.person;
  const snapshots: DataSnapshot[] = [];
  const node = root.child(publicStatusPath(uid));
  const onSnapshot = (snapshot: DataSnapshot) => void snapshots.push(snapshot);
  node.on('value', onSnapshot);
  onTestFinished(() => node.off('value', onSnapshot));
  await setAvailability(alice.presence, 'busy');
  await expect.poll(async () => (await server.getStatus(database, uid)).availability).toBe('busy');
  const statuses = await server.getStatuses(database, ['nobody', uid, 'nobody']);
  expect(statuses.map((status) => [status.uid, status.state])).toEqual([
    ['nobody', 'offline'],
    [uid, 'online'],
    ['nobody', 'offline'],
  ]);
  expect(await server.getStatuses(database, [])).toEqual([]);
  await alice.signsOut();
  await expect.poll(() => snapshots.at(-1)?.child('state').val()).toBe('offline');
  const [before, after] = snapshots.slice(-2);
  if (!before || !after) throw new Error('two snapshots are needed');
  expect(server.transitionOf({ before, after })).toMatchObject({ uid, cameOnline: false, wentOffline: true });
});

test('a server reports an error if the functions write no public statuses', async () => {
  const place = await deployment(ours());
  const alice = await place.person('alice').opensTab();
  const { uid } = alice.person;
  await expect.poll(async () => (await place.document(uid).get()).get('state')).toBe('online');
  const reading = server.getStatus(place.instance.database, uid);
  await expect(reading).rejects.toMatchObject({ code: 'presence/no-public-statuses' });
});

test('the functions that watch without Firestore refuse wrong arguments', async () => {
  const place = await deployment();
  const { presence } = await place.person('bob').opensTab();
  const nothing = (): void => undefined;
  for (const limit of [0, 1.5, 1001]) {
    expect(() => onOnlineUsersChanged(presence, nothing, nothing, { limit })).toThrow(
      expect.objectContaining({ code: 'presence/invalid-argument' }),
    );
  }
  expect(() => onStatusChanged(presence, 'a/b', nothing)).toThrow(
    expect.objectContaining({ code: 'presence/invalid-uid' }),
  );
  await expect(getStatus(presence, 'a/b')).rejects.toMatchObject({ code: 'presence/invalid-uid' });
});

async function deployment(system = oursWithoutFirestore()): Promise<Deployment> {
  const place = await Deployment.open(system);
  onTestFinished(() => place.close());
  return place;
}

function watch(tab: Tab, uid: string): (UserStatus | null)[] {
  return valuesOf<UserStatus | null>((next, error) => onStatusChanged(tab.presence, uid, next, error));
}
