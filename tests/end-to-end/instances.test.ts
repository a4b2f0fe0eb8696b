import { onStatusChanged, setAvailability, setCustomStatus, type UserStatus } from 'firebase-presence';
import { expect, test } from 'vitest';
import { askedPath, leasePath } from '../../contract/index.ts';
import { finishForgetting, forgetUser } from '../../functions/src/forget-user.ts';
import { sweep } from '../../functions/src/sweeper.ts';
import { newInstance, type OwnInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { type Person, person, place, type Tab, valuesOf, watch } from '../kit/users/index.ts';

/*
 * A deployment of three instances of the Realtime Database, with users spread over them by uid, as docs/6-scaling.md shows.
 */

const HOUR_MS = 3_600_000;

const INSTANCES = await Promise.all(['one', 'two', 'three'].map((name) => newInstance(name)));

test('users of all instances see one another online, busy and offline, with two tabs each', async () => {
  const people = INSTANCES.map((instance) => personIn(instance));
  // One after the other: Firestore's emulator loses updates of documents that change in the same moment (CONTRIBUTING.md).
  const tabs: (readonly [Tab, Tab])[] = [];
  for (const one of people) {
    const seen = watch(one);
    tabs.push([await opensTab(one), await opensTab(one)]);
    await seen.sees('online');
  }
  const seen = tabs.flatMap(([{ presence }], viewer) =>
    people
      .filter((_, index) => index !== viewer)
      .map(({ uid }) => valuesOf<UserStatus | null>((next, error) => onStatusChanged(presence, uid, next, error))),
  );
  const allSee = (expected: Partial<UserStatus>): Promise<void> =>
    expect
      .poll(() => seen.map((statuses) => statuses.at(-1)))
      .toEqual(seen.map(() => expect.objectContaining(expected)));

  const documents = people.map((one) => watch(one));
  await allSee({ state: 'online', availability: 'available' });
  for (const [index, [{ presence }]] of tabs.entries()) {
    await setAvailability(presence, 'busy');
    await setCustomStatus(presence, { text: 'Far away' });
    await expect
      .poll(() => documents[index]?.documents.at(-1))
      .toMatchObject({ availability: 'busy', custom: { text: 'Far away' } });
  }
  await allSee({
    state: 'online',
    availability: 'busy',
    customStatus: { text: 'Far away', emoji: null, expiresAt: null },
  });
  const before = seen.map(({ length }) => length);

  await Promise.all(tabs.map(([, second]) => second.closes()));
  await expect.poll(() => connectionsEverywhere()).toBe(people.length);
  expect(seen.map(({ length }) => length)).toEqual(before);

  // The watching tabs are closed too. So the test reads the documents.
  await Promise.all(tabs.map(([first]) => first.closes()));
  await Promise.all(documents.map((document) => document.sees('offline')));
  for (const { states } of documents)
    expect(states.filter((state, index) => state !== states[index - 1])).toEqual(['online', 'offline']);
});

test('the sweeper removes a dead connection in any instance', async () => {
  for (const instance of INSTANCES) {
    const someone = personIn(instance);
    const seen = watch(someone);
    const { database } = instance;
    const dead = place(someone, '00');
    const now = Date.now();
    await database.ref().update({
      [`status/${someone.uid}`]: { connections: { [dead.id]: { last_changed: 1, slot: '00' } }, last_changed: 1 },
      // For the deployed functions, the lease is not late, and the answer is not due.
      [leasePath(someone.uid, '00')]: { id: dead.id, at: now },
      [askedPath(someone.uid, '00')]: { at: now + HOUR_MS, renewed_at: now },
    });
    await seen.sees('online');
    const afterTheAnswerWasDue = now + HOUR_MS + 5000;
    const report = await sweep(database.ref(), () => afterTheAnswerWasDue, 2 * HOUR_MS);
    expect(report).toMatchObject({ swept: 1, leftovers: 0 });
    await seen.sees('offline');
  }
});

test('forgetUser() removes an account from every instance', async () => {
  const alice = person('alice');
  const databases = INSTANCES.map(({ database }) => database);
  const { id } = place(alice, '00');
  const node = { connections: { [id]: { last_changed: 5, slot: '00' } }, last_changed: 5 };
  await Promise.all(
    databases.map((database) =>
      database.ref().update({ [`status/${alice.uid}`]: node, [leasePath(alice.uid, '00')]: { id, at: 5 } }),
    ),
  );
  await forgetUser(alice.uid, Date.now(), memory());
  const left = async (place: string): Promise<number> =>
    (await Promise.all(databases.map((database) => database.ref(`${place}/${alice.uid}`).get()))).filter((one) =>
      one.exists(),
    ).length;
  expect(await left('status')).toBe(0);
  expect(await left('presence/forgotten')).toBe(3);
  const seen = watch(alice);
  await seen.sees('offline');
  await finishForgetting(memory(), Date.now(), -1000);
  expect(await left('presence/forgotten')).toBe(0);
  // A function that mirrors one of the three deletions now may write `offline` again. In production, an hour is between.
  await expect.poll(() => seen.states).toContain('none');
});

test('finishForgetting() keeps the document of a user with a newer connection in another instance', async () => {
  const alice = person('alice');
  const databases = INSTANCES.map(({ database }) => database);
  await forgetUser(alice.uid, Date.now(), memory());
  // A new user has got the same uid since, in the last instance.
  await databases
    .at(-1)
    ?.ref(`status/${alice.uid}`)
    .set({ connections: { b: { last_changed: Date.now() + 60_000 } }, last_changed: Date.now() + 60_000 });
  const seen = watch(alice);
  await seen.sees('online');
  await finishForgetting(memory(), Date.now(), -1000);
  const document = await suite.admin().firestore.collection('status').doc(alice.uid).get();
  expect(document.get('state')).toBe('online');
});

const memory = () => ({
  instances: INSTANCES,
  firestore: suite.admin().firestore,
  collection: 'status',
  targets: 'firestore' as const,
  hasAccount: async () => false,
});

function personIn(instance: OwnInstance): Person {
  for (;;) {
    const someone = person('someone');
    if (homeOf(someone.uid) === instance) return someone;
  }
}

const opensTab = (someone: Person) => someone.opensTab({ databaseUrl });

const databaseUrl = (uid: string): string => homeOf(uid).databaseUrl();

/** Stable: the same on every device, always. */
function homeOf(uid: string): OwnInstance {
  let hash = 0;
  for (let index = 0; index < uid.length; index++) hash = (Math.imul(hash, 31) + uid.charCodeAt(index)) >>> 0;
  const home = INSTANCES[hash % INSTANCES.length];
  if (!home) throw new Error('There is no instance');
  return home;
}

async function connectionsEverywhere(): Promise<number> {
  const all = await Promise.all(INSTANCES.map(({ database }) => database.ref('status').get()));
  return all.reduce((sum, status) => {
    const nodes: { connections?: object }[] = Object.values(status.val() ?? {});
    return sum + nodes.reduce((count, { connections = {} }) => count + Object.keys(connections).length, 0);
  }, 0);
}
