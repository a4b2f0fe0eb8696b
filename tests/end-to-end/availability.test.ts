import { get, increment, serverTimestamp as now, ref, update } from 'firebase/database';
import { collection, getDocs, query, where } from 'firebase/firestore';
import {
  getRoom,
  joinRoom,
  type MySettings,
  type OnlineUsers,
  onMySettingsChanged,
  onOnlineUsersChanged,
  setActive,
  setAvailability,
  setCustomStatus,
  setLastSeenHidden,
} from 'firebase-presence';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  announcement,
  type BudgetStep,
  type ConnectionPlace,
  idleChange,
  LEASE_ROOT,
  leasePath,
  occupancyPath,
  roomPath,
  settingChange,
  settingsPath,
  statusPath,
  typingPath,
} from '../../contract/index.ts';
import { documentedClient } from '../kit/sample/index.ts';
import * as suite from '../kit/suite.ts';
import { type Device, type Person, person, place, places, statusesSeen, valuesOf, watch } from '../kit/users/index.ts';

test('setActive(false) makes a user away until the app passes true or null', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const statuses = statusesSeen(watcher.presence, alice.uid);
  await expect.poll(() => statuses.at(-1)?.state).toBe('offline');
  const { presence } = await alice.opensTab();
  await expect.poll(() => statuses.at(-1)?.availability).toBe('available');
  setActive(presence, false);
  await expect.poll(() => statuses.at(-1)?.availability).toBe('away');
  setActive(presence, true);
  await expect.poll(() => statuses.at(-1)?.availability).toBe('available');
  setActive(presence, false);
  await expect.poll(() => statuses.at(-1)?.availability).toBe('away');
  setActive(presence, null);
  await expect.poll(() => statuses.at(-1)?.availability).toBe('available');
});

test('a repeated choice without a connection resolves when the server has it', async () => {
  const alice = person('alice');
  const tab = await alice.opensTab();
  tab.losesConnection();
  const first = setAvailability(tab.presence, 'busy');
  const resolved = vi.fn();
  const second = setAvailability(tab.presence, 'busy').then(resolved);
  const stored = suite.admin().database.ref(`${settingsPath(alice.uid)}/availability/value`);
  expect((await stored.get()).val()).toBeNull();
  expect(resolved).not.toHaveBeenCalled();
  tab.regainsConnection();
  await Promise.all([first, second]);
  expect((await stored.get()).val()).toBe('busy');
});

test('a user who is busy on one device is busy everywhere, and can change it on another', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const statuses = statusesSeen(watcher.presence, alice.uid);
  await expect.poll(() => statuses.at(-1)?.state).toBe('offline');
  const phone = await alice.opensTab();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', availability: 'available' });
  await setAvailability(phone.presence, 'busy');
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', availability: 'busy' });

  const laptop = await alice.opensTab();
  const chosen = valuesOf<MySettings | null>((next) => onMySettingsChanged(laptop.presence, next));
  await expect.poll(() => chosen.at(-1)).toMatchObject({ availability: 'busy' });
  await setAvailability(laptop.presence, 'available');
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', availability: 'available' });
});

test('a user who was busy is busy again after coming back, and has no availability while offline', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const statuses = statusesSeen(watcher.presence, alice.uid);
  await expect.poll(() => statuses.at(-1)?.state).toBe('offline');
  const tab = await alice.opensTab();
  await setAvailability(tab.presence, 'busy');
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', availability: 'busy' });
  await tab.closes();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'offline', availability: null });
  await alice.opensTab();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', availability: 'busy' });
});

test('a user is away only when all of their connections are idle', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const statuses = statusesSeen(watcher.presence, alice.uid);
  await expect.poll(() => statuses.at(-1)?.state).toBe('offline');
  const device = await alice.opensDevice();
  const [phone, laptop] = [await announces(device, alice, '00'), await announces(device, alice, '01')];
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', availability: 'available' });
  await turns(device, phone, true);
  await turns(device, laptop, true);
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', availability: 'away' });
  await turns(device, phone, false);
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', availability: 'available' });
  // While only one device was idle, the watcher received nothing.
  expect(statuses.map(({ availability }) => availability)).not.toContain('busy');
  expect(new Set(statuses.map(({ lastChanged }) => lastChanged?.getTime())).size).toBe(2);
});

test('a busy user does not become away', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const statuses = statusesSeen(watcher.presence, alice.uid);
  await expect.poll(() => statuses.at(-1)?.state).toBe('offline');
  const tab = await alice.opensTab();
  await setAvailability(tab.presence, 'busy');
  await expect.poll(() => statuses.at(-1)).toMatchObject({ availability: 'busy' });
  const [connection] = await places(alice);
  await turns(tab.device, connection, true);
  // A status with this text was computed after the connection was idle.
  await setCustomStatus(tab.presence, { text: 'Deep work' });
  await expect.poll(() => statuses.at(-1)?.customStatus?.text).toBe('Deep work');
  expect(statuses.map(({ availability }) => availability)).not.toContain('away');
  await setAvailability(tab.presence, 'available');
  await expect.poll(() => statuses.at(-1)).toMatchObject({ availability: 'away' });
});

test('a user with a documentation-style device is not away, because that device is never idle', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const device = await alice.opensDevice();
  onTestFinished(documentedClient(device, alice.uid).stop);
  await seen.sees('online');
  await turns(device, await announces(device, alice, '00'), true);
  await setAvailabilityOf(device, alice, 'busy', { timestamp: now() });
  await expect.poll(() => seen.documents.at(-1)).toMatchObject({ availability: 'busy' });
  await setAvailabilityOf(device, alice, 'available', { increment: increment(1) });
  await expect.poll(() => seen.documents.at(-1)?.availability).toBeUndefined();
  expect(seen.documents.map((document) => document?.availability)).not.toContain('away');
});

test('an invisible user is offline for others, and nothing that they do after that shows', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const seen = watch(alice);
  const watcher = await bob.opensTab();
  const online = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(watcher.presence, next, error));
  // Google's emulator can lose an update of a query that comes while its first answer is on the way.
  await expect.poll(() => online.at(-1)?.fromCache).toBe(false);
  const tab = await alice.opensTab();
  await expect.poll(() => online.at(-1)?.users.map(({ uid }) => uid)).toContain(alice.uid);
  await setAvailability(tab.presence, 'invisible');
  await seen.sees('offline');
  await expect.poll(() => online.at(-1)?.users.map(({ uid }) => uid)).not.toContain(alice.uid);

  const document = seen.documents.at(-1);
  const before = seen.documents.length;
  const laptop = await alice.opensTab();
  await laptop.closes();
  await tab.closes();
  await (await alice.opensTab()).isConnected();
  // When the function has mirrored a later change, it has handled the earlier ones.
  await seesOthersSettled(bob);
  expect(seen.documents.slice(before)).toEqual([]);
  expect(seen.documents.at(-1)).toEqual(document);
});

test('an invisible user is in no list, no count, no query and no room', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await setAvailability(tab.presence, 'invisible');
  await setCustomStatus(tab.presence, { text: 'Hidden text' });
  await seen.sees('offline');
  const roomId = `room-${alice.uid}`;
  await joinRoom(getRoom(tab.presence, roomId), { name: 'Alice' });

  const { database, firestore } = (await bob.opensTab()).device;
  const lists = await Promise.all([
    getDocs(query(collection(firestore, 'status'), where('state', '==', 'online'))),
    getDocs(query(collection(firestore, 'status'), where('availability', 'in', ['away', 'busy']))),
    getDocs(query(collection(firestore, 'status'), where('custom.text', '==', 'Hidden text'))),
  ]);
  for (const { docs } of lists) expect(docs.map(({ id }) => id)).not.toContain(alice.uid);
  for (const path of [roomPath(roomId), typingPath(roomId), occupancyPath(roomId)]) {
    expect((await get(ref(database, path))).exists()).toBe(false);
  }
  for (const path of [settingsPath(alice.uid), statusPath(alice.uid), leasePath(alice.uid, '00'), LEASE_ROOT]) {
    await expect(get(ref(database, path))).rejects.toThrow('Permission denied');
  }
});

test('a user who becomes visible again is online since that moment', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await seen.sees('online');
  await setAvailability(tab.presence, 'invisible');
  await seen.sees('offline');
  const wentAt = seen.lastChanged;
  await setAvailability(tab.presence, 'available');
  await seen.sees('online');
  expect(seen.lastChanged).toBeGreaterThan(wentAt);
});

test('a user sees on every device that they are invisible', async () => {
  const alice = person('alice');
  const [phone, laptop] = [await alice.opensTab(), await alice.opensTab()];
  const chosen = valuesOf<MySettings | null>((next) => onMySettingsChanged(laptop.presence, next));
  await setAvailability(phone.presence, 'invisible');
  await expect.poll(() => chosen.at(-1)).toMatchObject({ availability: 'invisible' });
  await phone.isConnected();
});

test('each choice calls a listener to the settings once', async () => {
  const tab = await person('alice').opensTab();
  const seen = valuesOf<MySettings | null>((next, error) => onMySettingsChanged(tab.presence, next, error));
  await setAvailability(tab.presence, 'busy');
  await setLastSeenHidden(tab.presence, true);
  await setCustomStatus(tab.presence, { text: 'Lunch' });
  expect(seen.map((mine) => mine && [mine.availability, mine.lastSeenHidden, mine.customStatus?.text])).toEqual([
    ['available', false, undefined],
    ['busy', false, undefined],
    ['busy', true, undefined],
    ['busy', true, 'Lunch'],
  ]);
});

test('setAvailability() rejects an unknown value with its name, and a signed-out user', async () => {
  const tab = await person('alice').opensTab();
  // @ts-expect-error: an app without types
  await expect(setAvailability(tab.presence, 'asleep')).rejects.toMatchObject({
    code: 'presence/invalid-argument',
    message: expect.stringContaining('"asleep"'),
  });
  await tab.signsOut();
  await expect(setAvailability(tab.presence, 'busy')).rejects.toMatchObject({ code: 'presence/signed-out' });
});

/** Announces another connection of the user, without this package. */
async function announces({ database }: Device, someone: Person, slot: string): Promise<ConnectionPlace> {
  const announced = place(someone, slot);
  await update(ref(database), announcement(announced, [], now()));
  return announced;
}

/** Writes what an idle device writes: there is no input to measure in Node. The tests in tests/browser have real input. */
async function turns({ database }: Device, connection: ConnectionPlace | undefined, idle: boolean): Promise<void> {
  if (!connection) throw new Error('There is no such connection');
  await update(ref(database), idleChange(connection, idle, now()));
}

async function setAvailabilityOf(
  { database }: Device,
  { uid }: Person,
  value: string,
  step: BudgetStep,
): Promise<void> {
  await update(ref(database), settingChange(uid, 'availability', { value, at: now() }, now(), step));
}

/** Waits until a watcher saw another user come and go: then no older change is on its way. */
async function seesOthersSettled(someone: Person): Promise<void> {
  const carol = person(`after-${someone.uid.slice(0, 3)}`);
  const seen = watch(carol);
  const tab = await carol.opensTab();
  await seen.sees('online');
  await tab.closes();
  await seen.sees('offline');
}
