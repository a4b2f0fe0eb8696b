import { onAuthStateChanged } from 'firebase/auth';
import { get, ref } from 'firebase/database';
import { type ConnectionState, onConnectionStateChanged, pausePresence, resumePresence } from 'firebase-presence';
import { expect, test } from 'vitest';
import { statusPath } from '../../contract/index.ts';
import {
  connections,
  hasLongGracePeriod,
  newDevice,
  type Person,
  person,
  Tab,
  valuesOf,
  watch,
} from '../kit/users/index.ts';

test('a user who opens a tab for the first time ever is online', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await seen.sees('none');
  await alice.opensTab();
  await seen.sees('online');
});

test('a user whose last tab closes is offline', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await seen.sees('none');
  const tab = await alice.opensTab();
  await seen.sees('online');
  await tab.closes();
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
});

test('a user stays online while one of two tabs is open', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await seen.sees('none');
  const first = await alice.opensTab();
  const second = await alice.opensTab();
  await seen.sees('online');
  await first.closes();
  await expect.poll(() => connections(alice)).toHaveLength(1);
  await second.closes();
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
});

test('a user who connects again within the grace period is never shown offline', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await seen.sees('none');
  const tab = await alice.opensTab();
  await seen.sees('online');
  await hasLongGracePeriod(alice);
  const [before] = await connections(alice);
  tab.losesConnection();
  await expect.poll(() => connections(alice)).toEqual([]);
  tab.regainsConnection();
  await tab.isConnected();
  const [after] = await connections(alice);
  expect(after).not.toBe(before);
  await pausePresence(tab.presence);
  await seen.sees('offline');
  expect(seen.states).toEqual(['none', 'online', 'offline']);
});

test('pausePresence() takes a user offline without the grace period, and resumePresence() brings them back', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await seen.sees('none');
  const tab = await alice.opensTab();
  await seen.sees('online');
  await pausePresence(tab.presence);
  expect(await connections(alice)).toEqual([]);
  await seen.sees('offline');
  resumePresence(tab.presence);
  await tab.isConnected();
  await seen.sees('online');
  expect(seen.states).toEqual(['none', 'online', 'offline', 'online']);
});

test('a client that pauses before Auth reports the user starts paused, until it resumes', async () => {
  const alice = person('alice');
  const tab = new Tab(alice, newDevice());
  await tab.signsInAs(alice);
  tab.startsPresence();
  const { presence } = tab;
  const states = valuesOf<ConnectionState>((next, error) => onConnectionStateChanged(presence, next, error));
  await pausePresence(presence);
  await expect.poll(() => states).toEqual(['signed-out', 'paused']);
  await announcementWouldBeDone(tab, alice);
  expect(await connections(alice)).toEqual([]);
  resumePresence(presence);
  await tab.isConnected();
  expect(await connections(alice)).toHaveLength(1);
  expect(states).toEqual(['signed-out', 'paused', 'connecting', 'connected']);
});

test('a client that pauses at the sign-in is offline, and online for the next user', async () => {
  const [alice, bob, carol] = [person('alice'), person('bob'), person('carol')];
  const tab = new Tab(alice, newDevice());
  // This listener runs before that of presence.
  onAuthStateChanged(tab.device.auth, async (user) => user?.uid === bob.uid && (await pausePresence(tab.presence)));
  await tab.signsInAs(alice);
  tab.startsPresence();
  await tab.isConnected();
  await tab.signsInAs(bob);
  await tab.connectionIs('paused');
  await announcementWouldBeDone(tab, bob);
  expect(await connections(bob)).toEqual([]);
  await tab.signsInAs(carol);
  await tab.isConnected();
  expect(await connections(carol)).toHaveLength(1);
});

test('resumePresence() without a pause changes nothing', async () => {
  const tab = await person('alice').opensTab();
  const states = valuesOf<ConnectionState>((next, error) => onConnectionStateChanged(tab.presence, next, error));
  resumePresence(tab.presence);
  await pausePresence(tab.presence);
  expect(states).toEqual(['connected', 'paused']);
});

/** Waits longer than an announcement takes: arming and announcing are one round trip each, after the connection opened. */
async function announcementWouldBeDone({ device }: Tab, { uid }: Person): Promise<void> {
  for (let way = 0; way < 3; way++) await get(ref(device.database, statusPath(uid)));
}
