import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { getRoom, joinRoom, type Members, onMembersChanged, setAvailability, setCustomStatus } from 'firebase-presence';
import {
  getOnlineCount,
  getRoomIds,
  getStatus,
  getStatuses,
  removeMember,
  type StatusTransition,
  transitionOf,
} from 'firebase-presence/server';
import { expect, onTestFinished, test } from 'vitest';
import { leasePath } from '../../contract/index.ts';
import * as suite from '../kit/suite.ts';
import { newRoomId } from '../kit/unique.ts';
import { type Person, person, valuesOf, watch } from '../kit/users/index.ts';

const firestore = () => suite.admin().firestore;

test('a server reads which of a hundred users are online, with availability and custom status', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await setCustomStatus(tab.presence, { text: 'In a meeting', emoji: '📅' });
  await setAvailability(tab.presence, 'busy');
  await expect.poll(() => seen.documents.at(-1)).toMatchObject({ state: 'online', availability: 'busy' });
  const strangers = Array.from({ length: 99 }, (_, index) => person(`stranger${index}`).uid);
  const uids = [alice.uid, ...strangers, alice.uid];
  const statuses = await getStatuses(firestore(), uids);
  expect(statuses.map(({ uid }) => uid)).toEqual(uids);
  const hers = {
    uid: alice.uid,
    state: 'online',
    availability: 'busy',
    customStatus: { text: 'In a meeting', emoji: '📅', expiresAt: null },
    lastChanged: new Date(seen.lastChanged),
  };
  expect(statuses.filter(({ state }) => state === 'online')).toEqual([hers, hers]);
  expect(await getStatus(firestore(), alice.uid)).toEqual(hers);
  expect(await getStatus(firestore(), 'unknown')).toMatchObject({ state: 'offline', lastChanged: null });
  expect(await getStatuses(firestore(), [])).toEqual([]);
  expect(await getOnlineCount(firestore())).toBeGreaterThanOrEqual(1);
});

test('transitionOf() reports who came online and went offline, and ignores other changes', async () => {
  const alice = person('alice');
  const transitions = await transitionsOf(alice);
  const tab = await alice.opensTab();
  await expect.poll(() => transitions.at(-1)).toMatchObject({ cameOnline: true, wentOffline: false });
  await firestore().doc(`status/${alice.uid}`).set({ nickname: 'Al' }, { merge: true });
  await tab.closes();
  await expect
    .poll(() => transitions.at(-1))
    .toMatchObject({
      uid: alice.uid,
      before: { state: 'online' },
      after: { state: 'offline' },
      cameOnline: false,
      wentOffline: true,
    });
  expect(transitions.map(({ after }) => after.state)).toEqual(['online', 'offline']);
  expect(transitionOf(undefined)).toBeNull();
});

test('a server reads the statuses in the collection that the app chose', async () => {
  const options = { collection: 'members' };
  const alice = person('alice');
  await firestore()
    .doc(`members/${alice.uid}`)
    .set({ state: 'online', last_changed: new Date(1000) });
  expect(await getStatus(firestore(), alice.uid, options)).toMatchObject({
    state: 'online',
    lastChanged: new Date(1000),
  });
  expect(await getStatuses(firestore(), [alice.uid], options)).toMatchObject([{ state: 'online' }]);
  expect(await getOnlineCount(firestore(), options)).toBeGreaterThanOrEqual(1);
});

test('a server gets an error that names an id that cannot be a uid', async () => {
  const refusal = { code: 'presence/invalid-uid', message: expect.stringContaining('"a/b"') };
  await expect(getStatus(firestore(), 'a/b')).rejects.toMatchObject(refusal);
  await expect(getStatuses(firestore(), ['alice', 'a/b'])).rejects.toMatchObject(refusal);
});

/** The transitions that a function of the app would get: one for each change of the document from now on. */
async function transitionsOf({ uid }: Person): Promise<StatusTransition[]> {
  const transitions: StatusTransition[] = [];
  let before: DocumentSnapshot | null = null;
  const stop = firestore()
    .doc(`status/${uid}`)
    .onSnapshot((after) => {
      const transition = before && transitionOf({ before, after });
      if (transition) transitions.push(transition);
      before = after;
    });
  onTestFinished(stop);
  await expect.poll(() => before).not.toBeNull();
  return transitions;
}

test('a server reads the rooms of a user, and removes the user from one', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const { database } = suite.admin();
  const [kept, left] = [newRoomId(), newRoomId()];
  const [tab, other] = [await alice.opensTab(), await alice.opensTab()];
  for (const { presence } of [tab, other]) await joinRoom(getRoom(presence, left), {});
  await joinRoom(getRoom((await bob.opensTab()).presence, left), {});
  await joinRoom(getRoom(tab.presence, kept), {});
  // The key of this lease sorts between those of Alice.
  const neighbour = database.ref(leasePath(`${alice.uid}:0`, '1f'));
  await neighbour.set({ id: 'x'.repeat(20), at: 1, rooms: { 0: { room: newRoomId(), seat: 'y'.repeat(20) } } });
  onTestFinished(() => neighbour.remove());
  expect((await getRoomIds(database, alice.uid)).sort()).toEqual([kept, left].sort());
  const members = valuesOf<Members>((next, error) => onMembersChanged(getRoom(tab.presence, left), next, error));
  await removeMember(database, left, alice.uid);
  await expect.poll(() => members.at(-1)?.members.map(({ uid }) => uid)).toEqual([bob.uid]);
  // The leases still name the removed seats.
  expect(await getRoomIds(database, alice.uid)).toEqual([kept]);
  await expect(removeMember(database, 'a/b', alice.uid)).rejects.toMatchObject({ code: 'presence/invalid-argument' });
  await expect(getRoomIds(database, 'a/b')).rejects.toMatchObject({ code: 'presence/invalid-uid' });
});
