// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react';
import * as presence from 'firebase-presence';
import { PresenceProvider, TypingIndicator, UserPresence, useMyPresence, useRoom } from 'firebase-presence/react';
import * as testing from 'firebase-presence/testing';
import { type TestWorld, testWorld } from 'firebase-presence/testing';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/*
 * As an app tests its own screens: whatever it imports from firebase-presence is in memory.
 */

vi.mock('firebase-presence', () => import('firebase-presence/testing'));

let world: TestWorld;

beforeEach(() => {
  world = testWorld();
});
afterEach(cleanup);

test('all that can be imported can be tested with, by the same names and types', async () => {
  const real = await vi.importActual<typeof presence>('firebase-presence');
  const inMemory: Omit<typeof real, 'PresenceError'> = testing;
  expect(Object.keys(inMemory)).toEqual(expect.arrayContaining(Object.keys(real)));
});

test('a screen shows somebody come, be busy, be away, go, and how long ago that was', () => {
  world.signIn('me');
  const alice = world.user('alice');
  shows(<UserPresence uid="alice" locale="en" />);
  sees('Offline');
  act(() => alice.goOnline());
  sees('Online');
  act(() => alice.setIdle(true));
  sees('Away');
  act(() => alice.setAvailability('busy'));
  sees('Busy');
  act(() => alice.setCustomStatus({ text: 'Lunch', emoji: '🍜', expiresAt: new Date(world.now + 60_000) }));
  sees('Busy · 🍜 Lunch');
  act(() => world.advanceTime(60_000));
  sees('Busy');
  act(() => alice.goOffline());
  sees('Last seen now');
  act(() => world.advanceTime(300_000));
  sees('Last seen 5 minutes ago');
});

test('several devices are one person, and whoever is invisible is not there', () => {
  world.signIn('me');
  const alice = world.user('alice');
  shows(<UserPresence uid="alice" locale="en" />);
  act(() => alice.goOnline('phone'));
  act(() => alice.goOnline('laptop'));
  act(() => alice.goOffline('phone'));
  sees('Online');
  act(() => alice.setAvailability('invisible'));
  sees('Last seen now');
  act(() => alice.setAvailability('available'));
  sees('Online');
});

test('a room shows who is there and who types, until they are silent for three seconds', () => {
  world.signIn('me');
  const alice = world.user('alice');
  alice.goOnline();
  shows(<Room />);
  act(() => alice.joinRoom('lobby', { name: 'Alice' }));
  sees('Me, Alice');
  act(() => alice.notifyTyping('lobby'));
  sees('Me, AliceAlice is typing…');
  act(() => world.advanceTime(2999));
  sees('Me, AliceAlice is typing…');
  act(() => world.advanceTime(1));
  sees('Me, Alice');
  act(() => alice.goOffline());
  sees('Me');
});

test('a screen shows that the connection is lost, and that nobody is signed in', () => {
  world.signIn('me');
  shows(<Mine />);
  sees('connected as me');
  act(() => world.loseConnection());
  sees('disconnected as me');
  act(() => world.restoreConnection());
  sees('connected as me');
  act(() => world.signOut());
  sees('signed-out as nobody');
});

test('whoever comes back without a network is connected when that is there again', async () => {
  world.signIn('me');
  shows(<Mine />);
  const mine = presence.getPresence();
  await act(() => presence.pausePresence(mine));
  sees('paused as me');
  act(() => world.loseConnection());
  sees('paused as me');
  act(() => presence.resumePresence(mine));
  sees('connecting as me');
  act(() => world.restoreConnection());
  sees('connected as me');
});

test('members are told with who joined, whose data changed, and who left', () => {
  world.signIn('me');
  const room = presence.getRoom(presence.getPresence(), 'lobby');
  const told: presence.Members[] = [];
  presence.onMembersChanged(room, (members) => told.push(members));
  const alice = world.user('alice');
  alice.goOnline();
  alice.joinRoom('lobby', 1);
  expect(told.at(-1)).toMatchObject({ joined: ['alice'], updated: [], left: [] });
  alice.joinRoom('lobby', 2);
  expect(told.at(-1)).toMatchObject({ joined: [], updated: ['alice'], left: [] });
  alice.leaveRoom('lobby');
  expect(told.at(-1)).toMatchObject({ members: [], joined: [], updated: [], left: ['alice'] });
});

test('what is refused in earnest is refused here too', async () => {
  const mine = presence.getPresence();
  await expect(presence.setAvailability(mine, 'busy')).rejects.toMatchObject({ code: 'presence/signed-out' });
  await expect(presence.getStatuses(mine, ['alice'])).rejects.toMatchObject({ code: 'presence/permission-denied' });
  world.signIn('me');
  await expect(presence.setCustomStatus(mine, { text: '' })).rejects.toMatchObject({
    code: 'presence/invalid-argument',
  });
  const room = presence.getRoom(mine, 'lobby');
  expect(() => presence.notifyTyping(room)).toThrow(expect.objectContaining({ code: 'presence/not-in-room' }));
  expect(() => presence.getRoom(mine, 'a/b')).toThrow(expect.objectContaining({ code: 'presence/invalid-argument' }));
  expect(() => presence.onStatusChanged(mine, 'a/b', () => undefined)).toThrow(
    expect.objectContaining({ code: 'presence/invalid-uid' }),
  );
});

test('a test sees what its app does when the rules are not deployed', () => {
  world.signIn('me');
  const failed = vi.fn();
  presence.onStatusChanged(presence.getPresence(), 'alice', () => undefined, failed);
  world.failListeners();
  expect(failed).toHaveBeenCalledWith(expect.objectContaining({ code: 'presence/permission-denied' }));
});

function Room(): ReactNode {
  const { members } = useRoom('lobby', { name: 'Me' });
  const nameOf = (uid: string) => members.find((member) => member.uid === uid)?.data?.name ?? uid;
  return (
    <>
      {members.map(({ data }) => data?.name).join(', ')}
      <TypingIndicator roomId="lobby" nameOf={nameOf} />
    </>
  );
}

function Mine(): ReactNode {
  const { connection, status } = useMyPresence();
  return `${connection} as ${status?.uid ?? 'nobody'}`;
}

function shows(page: ReactNode): void {
  render(<PresenceProvider presence={presence.getPresence()}>{page}</PresenceProvider>);
}

function sees(text: string): void {
  expect(document.body.textContent).toBe(text);
}
