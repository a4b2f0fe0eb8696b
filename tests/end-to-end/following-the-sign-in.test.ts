import { signOut } from 'firebase/auth';
import {
  type ConnectionState,
  getPresence,
  getRoom,
  joinRoom,
  type Members,
  type MySettings,
  type OnlineUsers,
  onConnectionStateChanged,
  onMembersChanged,
  onMySettingsChanged,
  onMyStatusChanged,
  onOccupancyChanged,
  onOnlineCountChanged,
  onOnlineUsersChanged,
  onStatusChanged,
  onStatusesChanged,
  onTypingChanged,
  resumePresence,
  setAvailability,
  type UserStatus,
} from 'firebase-presence';
import { expect, test, vi } from 'vitest';
import { newRoomId } from '../kit/unique.ts';
import { connections, newDevice, person, places, signInAs, valuesOf, watch } from '../kit/users/index.ts';

test('a listener waits for the sign-in, is empty after the sign-out, and follows the next user', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const device = newDevice();
  const presence = getPresence(device.app);
  const room = getRoom(presence, newRoomId());
  const one = valuesOf<UserStatus | null>((next, error) => onStatusChanged(presence, bob.uid, next, error));
  const mine = valuesOf<UserStatus | null>((next, error) => onMyStatusChanged(presence, next, error));
  const some = valuesOf<UserStatus[]>((next, error) => onStatusesChanged(presence, [bob.uid], next, error));
  const all = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(presence, next, error));
  const counts = valuesOf<number | null>((next, error) => onOnlineCountChanged(presence, next, error));
  const settings = valuesOf<MySettings | null>((next, error) => onMySettingsChanged(presence, next, error));
  const members = valuesOf<Members>((next, error) => onMembersChanged(room, next, error));
  const occupancies = valuesOf<number | null>((next, error) => onOccupancyChanged(room, next, error));
  const typing = valuesOf<string[]>((next, error) => onTypingChanged(room, next, error));
  const expectEmpty = async (): Promise<void> => {
    await expect
      .poll(() => [one.at(-1), mine.at(-1), settings.at(-1), occupancies.at(-1), counts.at(-1)])
      .toEqual([null, null, null, null, null]);
    await expect
      .poll(() => [some.at(-1), all.at(-1)?.users, members.at(-1)?.members, typing.at(-1)])
      .toEqual([[], [], [], []]);
  };
  await expectEmpty();
  // Google's emulator can report a document as missing that is created in the same moment. Firebase's SDK then ignores its creation.
  await bob.opensTab();
  await watch(bob).sees('online');
  for (const user of [alice, bob, alice]) {
    await signInAs(device, user.uid);
    await joinRoom(room, {});
    await expect
      .poll(() => [one.at(-1)?.state, some.at(-1)?.[0]?.state, mine.at(-1)?.uid])
      .toEqual(['online', 'online', user.uid]);
    await expect.poll(() => all.at(-1)?.users.map(({ uid }) => uid)).toContain(bob.uid);
    await expect.poll(() => counts.at(-1)).toBeGreaterThanOrEqual(1);
    await expect.poll(() => members.at(-1)?.members.map(({ uid }) => uid)).toEqual([user.uid]);
    await expect.poll(() => [settings.at(-1)?.availability, occupancies.at(-1)]).toEqual(['available', 1]);
    await signOut(device.auth);
    await expectEmpty();
  }
});

test("a watch-only client announces no connection, sees all users, and can change its user's settings", async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const device = newDevice();
  const presence = getPresence(device.app, { watchOnly: true });
  const states = valuesOf<string>((next, error) => onConnectionStateChanged(presence, next, error));
  const all = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(presence, next, error));
  await signInAs(device, alice.uid);
  // Google's emulator can lose an update of a query that comes while its first answer is on the way.
  await expect.poll(() => all.at(-1)?.fromCache).toBe(false);
  await bob.opensTab();
  await expect.poll(() => all.at(-1)?.users.map(({ uid }) => uid)).toContain(bob.uid);
  await setAvailability(presence, 'busy');
  await expect(joinRoom(getRoom(presence, newRoomId()))).rejects.toMatchObject({ code: 'presence/watch-only' });
  expect(() => resumePresence(presence)).toThrow(expect.objectContaining({ code: 'presence/watch-only' }));
  await alice.opensTab();
  // The other client would have announced a connection earlier.
  expect(await places(alice)).toHaveLength(1);
  expect(states).toEqual(['signed-out', 'paused']);
});

test('a user who signs in while the socket waits for the token of another user is connected without an error', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const tab = await alice.opensTab();
  const states = valuesOf<ConnectionState>((next, error) => onConnectionStateChanged(tab.presence, next, error));
  const user = tab.device.auth.currentUser;
  if (user === null) throw new Error('Alice is not signed in.');
  const token = await user.getIdToken();
  // The SDK waits for the network when the token has expired, as after a night.
  let answers: (token: string) => void = () => undefined;
  const asked = vi.spyOn(user, 'getIdToken').mockReturnValue(
    new Promise((resolve) => {
      answers = resolve;
    }),
  );
  tab.blips();
  await expect.poll(() => asked).toHaveBeenCalled();
  await tab.signsInAs(bob);
  await expect.poll(() => states.at(-1)).toBe('connecting');
  answers(token);
  await expect.poll(() => states.at(-1)).toBe('connected');
  expect(await connections(bob)).toHaveLength(1);
});
