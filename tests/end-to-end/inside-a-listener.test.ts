import { onIdTokenChanged } from 'firebase/auth';
import { get, ref } from 'firebase/database';
import {
  type ConnectionState,
  getPresence,
  getRoom,
  joinRoom,
  type Members,
  type MySettings,
  onConnectionStateChanged,
  onMembersChanged,
  onMySettingsChanged,
  type Presence,
  pausePresence,
  resumePresence,
  setAvailability,
  stopPresence,
} from 'firebase-presence';
import { expect, onTestFinished, test, vi } from 'vitest';
import { statusPath } from '../../contract/index.ts';
import { deployed } from '../kit/deployed.ts';
import { newInstance } from '../kit/new-instance.ts';
import { newRoomId } from '../kit/unique.ts';
import { connections, newDevice, type Person, person, Tab, valuesOf } from '../kit/users/index.ts';

/*
 * An app calls this package inside of a listener: it removes the listener, pauses or resumes presence, or stops it.
 */

test('a listener that removes itself in a call during its start is not called again', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const tab = await alice.opensTab();
  const room = getRoom(tab.presence, newRoomId());
  await joinRoom(room);
  const members = valuesOf<Members>((next, error) => onMembersChanged(room, next, error));
  await expect.poll(() => members.at(-1)?.members).toHaveLength(1);
  let calls = 0;
  // The SDK knows the members now. So it calls this listener while the listener starts.
  const stop = onMembersChanged(room, () => {
    calls++;
    stop();
  });
  await expect.poll(() => calls).toBe(1);
  const later = valuesOf<Members>((next, error) => onMembersChanged(room, next, error));
  await joinRoom(getRoom((await bob.opensTab()).presence, room.id));
  await expect.poll(() => later.at(-1)?.members).toHaveLength(2);
  expect(calls).toBe(1);
});

test('a listener that removes itself when it gets an error is not called again', async () => {
  const rules = deployed('database.rules.json');
  const closed = rules.replaceAll(/("\$roomId": \{\s*"\.read": )"auth != null"/g, '$1"false"');
  expect(closed).not.toBe(rules);
  const { databaseUrl, deploys } = await newInstance('errors', closed);
  const { presence } = await person('alice').opensTab({ databaseUrl });
  const room = getRoom(presence, newRoomId());
  const [next, later, error] = [vi.fn(), vi.fn(), vi.fn()];
  const stop = onMembersChanged(room, next, () => stop());
  // This one stays, and tries again just after the first one would.
  onTestFinished(onMembersChanged(room, later, error));
  await expect.poll(() => error).toHaveBeenCalled();
  await deploys(rules);
  await expect.poll(() => later).toHaveBeenCalled();
  expect(next).not.toHaveBeenCalled();
});

test('a listener to the settings that removes itself at a switch of users is not called again', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const tab = await alice.opensTab();
  const settings = valuesOf<MySettings | null>((next, error) => onMySettingsChanged(tab.presence, next, error));
  await expect.poll(() => settings.at(-1)?.availability).toBe('available');
  const calls: (MySettings | null)[] = [];
  const stop = onMySettingsChanged(tab.presence, (mine) => {
    calls.push(mine);
    if (mine === null) stop();
  });
  await tab.signsInAs(bob);
  await tab.isConnected();
  await expect.poll(() => settings.at(-1)?.availability).toBe('available');
  expect(calls.map((mine) => mine?.availability)).toEqual(['available', undefined]);
});

test.each(['connecting', 'connected'])(
  'a client that pauses when it is %s stays paused until it resumes',
  async (at) => {
    const alice = person('alice');
    const tab = new Tab(alice, newDevice());
    tab.startsPresence();
    const { presence } = tab;
    const pause = once(presence, at, () => pausePresence(presence));
    const states = valuesOf<ConnectionState>((next, error) => onConnectionStateChanged(presence, next, error));
    await tab.signsInAs(alice);
    await pause;
    await announcementWouldBeDone(tab, alice);
    expect(await connections(alice)).toEqual([]);
    expect(states.at(-1)).toBe('paused');
    resumePresence(presence);
    await tab.isConnected();
    expect(await connections(alice)).toHaveLength(1);
    expect(states.at(-1)).toBe('connected');
  },
);

test('a client that pauses while it resumes stays paused', async () => {
  const alice = person('alice');
  const tab = await alice.opensTab();
  const { presence } = tab;
  await pausePresence(presence);
  const pause = once(presence, 'connecting', () => pausePresence(presence));
  resumePresence(presence);
  await pause;
  await announcementWouldBeDone(tab, alice);
  expect(await connections(alice)).toEqual([]);
  await tab.connectionIs('paused');
});

test('a client that resumes when it is paused is connected', async () => {
  const alice = person('alice');
  const tab = await alice.opensTab();
  const { presence } = tab;
  const resume = once(presence, 'paused', async () => resumePresence(presence));
  await pausePresence(presence);
  await resume;
  await tab.isConnected();
  expect(await connections(alice)).toHaveLength(1);
});

test('a call that waits for its user is rejected when the app stops presence', async () => {
  const device = newDevice();
  await device.auth.authStateReady();
  const calls: Promise<void>[] = [];
  // This listener runs before that of presence.
  onIdTokenChanged(device.auth, (user) => {
    if (user === null) return;
    calls.push(setAvailability(presence, 'busy'), stopPresence(presence));
  });
  const presence = getPresence(device.app);
  // Presence knows that no user is signed in.
  await new Promise<void>((resolve) => onIdTokenChanged(device.auth, () => resolve()));
  await new Tab(person('alice'), device).signsInAs(person('alice'));
  await expect.poll(() => calls).toHaveLength(2);
  await expect(calls[0]).rejects.toMatchObject({ code: 'presence/signed-out' });
  await calls[1];
});

/** Resolves with the result of a call that a listener makes when the client is in a state for the first time. */
function once(presence: Presence, wanted: string, call: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let isDone = false;
    const stop = onConnectionStateChanged(presence, (state) => {
      if (state !== wanted || isDone) return;
      isDone = true;
      call().then(resolve, reject);
    });
    onTestFinished(stop);
  });
}

/** Waits longer than an announcement takes: arming and announcing are one round trip each, after the connection opened. */
async function announcementWouldBeDone({ device }: Tab, { uid }: Person): Promise<void> {
  for (let way = 0; way < 3; way++) await get(ref(device.database, statusPath(uid)));
}
