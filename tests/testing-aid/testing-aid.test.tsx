// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react';
import * as presence from 'firebase-presence';
import {
  PresenceProvider,
  TypingIndicator,
  UserPresence,
  useMyPresence,
  useOnlineCount,
  useRoom,
} from 'firebase-presence/react';
import * as testing from 'firebase-presence/testing';
import { type TestWorld, testWorld } from 'firebase-presence/testing';
import { type ReactNode, useLayoutEffect } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/*
 * The test of an app's own screens: all that the app imports from firebase-presence is in memory.
 */

vi.mock('firebase-presence', () => import('firebase-presence/testing'));

let world: TestWorld;

beforeEach(() => {
  world = testWorld();
});
afterEach(cleanup);

test('the testing module exports all names and types of firebase-presence', async () => {
  const real = await vi.importActual<typeof presence>('firebase-presence');
  const inMemory: Omit<typeof real, 'PresenceError'> = testing;
  expect(Object.keys(inMemory)).toEqual(expect.arrayContaining(Object.keys(real)));
});

test('a screen shows that a user comes, is busy or away, goes, and was last seen', () => {
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

test('a listener that an earlier one removes is not called any more', () => {
  world.signIn('me');
  const mine = presence.getPresence();
  const states: unknown[] = [];
  let stop = (): void => undefined;
  presence.onStatusChanged(mine, 'alice', (status) => status?.state === 'online' && stop());
  stop = presence.onStatusChanged(mine, 'alice', (status) => states.push(status?.state));
  world.user('alice').goOnline();
  expect(states).toEqual(['offline']);
});

test('a list that a listener fills while no user is signed in is empty for the next listener', () => {
  const room = presence.getRoom(presence.getPresence(), 'lobby');
  presence.onMembersChanged(room, ({ members }) =>
    members.push({ uid: 'ghost', joinedAt: new Date(), data: undefined }),
  );
  const lists: string[][] = [];
  presence.onMembersChanged(room, ({ members }) => lists.push(members.map(({ uid }) => uid)));
  expect(lists).toEqual([[]]);
});

test('several devices are one user, and an invisible user is offline', () => {
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

test('a screen shows how many users are online, without the invisible ones', () => {
  world.signIn('me');
  const alice = world.user('alice');
  shows(<OnlineCount />);
  sees('1 online');
  act(() => alice.goOnline());
  sees('2 online');
  act(() => alice.setAvailability('invisible'));
  sees('1 online');
  act(() => world.signOut());
  sees('unknown');
});

test('a room shows its members and who types, until three seconds after the last key', () => {
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

test('a screen shows a lost connection, and a client without a signed-in user', () => {
  world.signIn('me');
  shows(<Mine />);
  sees('connected as me');
  act(() => world.loseConnection());
  sees('disconnected as me');
  act(() => world.restoreConnection());
  sees('connected as me');
  act(() => world.signOut());
  sees('signed-out as none');
});

test('a user who resumes without a network is connected when the network is back', async () => {
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

test('a client that stops presence and starts it again is connected again', async () => {
  world.signIn('me');
  const first = presence.getPresence();
  const states: string[] = [];
  presence.onConnectionStateChanged(first, (state) => states.push(state));
  await presence.stopPresence(first);
  expect(() => presence.onStatusChanged(first, 'alice', () => undefined)).toThrow(
    expect.objectContaining({ code: 'presence/stopped' }),
  );
  const second = presence.getPresence();
  expect(states).toEqual(['connected', 'signed-out', 'connected']);
  expect(await presence.getOnlineCount(second)).toBe(1);
});

test('a component in a room stays on the page when the user signs out just before it joins', async () => {
  world.signIn('me');
  const { rerender } = render(inApp(<Guest name="Me" />));
  rerender(
    inApp(
      <>
        <Guest name="I" />
        <SignOut />
      </>,
    ),
  );
  await act(async () => undefined);
  sees('I');
});

test('onMembersChanged() shows who joined, whose data changed and who left', () => {
  world.signIn('me');
  const room = presence.getRoom(presence.getPresence(), 'lobby');
  const lists: presence.Members[] = [];
  presence.onMembersChanged(room, (members) => lists.push(members));
  const alice = world.user('alice');
  alice.goOnline();
  alice.joinRoom('lobby', 1);
  expect(lists.at(-1)).toMatchObject({ joined: ['alice'], updated: [], left: [] });
  alice.joinRoom('lobby', 2);
  expect(lists.at(-1)).toMatchObject({ joined: [], updated: ['alice'], left: [] });
  alice.leaveRoom('lobby');
  expect(lists.at(-1)).toMatchObject({ members: [], joined: [], updated: [], left: ['alice'] });
});

test('the testing module rejects what firebase-presence rejects', async () => {
  const mine = presence.getPresence();
  const lobby = presence.getRoom(mine, 'lobby');
  expect(() => presence.notifyTyping(lobby)).toThrow(expect.objectContaining({ code: 'presence/not-in-room' }));
  await expect(presence.setAvailability(mine, 'busy')).rejects.toMatchObject({ code: 'presence/signed-out' });
  await expect(presence.getStatuses(mine, ['alice'])).rejects.toMatchObject({ code: 'presence/permission-denied' });
  world.signIn('me');
  await expect(presence.setCustomStatus(mine, { text: '' })).rejects.toMatchObject({
    code: 'presence/invalid-argument',
  });
  const room = presence.getRoom(mine, 'lobby');
  await expect(presence.setMemberData(room, 1)).rejects.toMatchObject({ code: 'presence/not-in-room' });
  expect(() => presence.notifyTyping(room)).toThrow(expect.objectContaining({ code: 'presence/not-in-room' }));
  expect(() => presence.getRoom(mine, 'a/b')).toThrow(expect.objectContaining({ code: 'presence/invalid-argument' }));
  expect(() => presence.onStatusChanged(mine, 'a/b', () => undefined)).toThrow(
    expect.objectContaining({ code: 'presence/invalid-uid' }),
  );
});

test('failListeners() gives the listeners of an app the error of missing rules', () => {
  world.signIn('me');
  const failed = vi.fn();
  presence.onStatusChanged(presence.getPresence(), 'alice', () => undefined, failed);
  world.failListeners();
  expect(failed).toHaveBeenCalledWith(expect.objectContaining({ code: 'presence/permission-denied' }));
});

test('a component that calls getPresence itself works in each new world', () => {
  for (const uid of ['me', 'you']) {
    world = testWorld();
    shows(<Mine />);
    act(() => world.signIn(uid));
    sees(`connected as ${uid}`);
    cleanup();
  }
});

test('a Presence of before testWorld() is rejected with the way to get one of this world', () => {
  const early = presence.getPresence();
  world = testWorld();
  expect(() => presence.onStatusChanged(early, 'alice', () => undefined)).toThrow(
    /Call testWorld\(\) before the app calls getPresence.*in a function or component/,
  );
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

function Guest({ name }: { name: string }): ReactNode {
  useRoom('lobby', { name });
  return name;
}

/** Signs out before the effects of the other components run. */
function SignOut(): ReactNode {
  useLayoutEffect(() => world.signOut());
  return null;
}

function OnlineCount(): ReactNode {
  const count = useOnlineCount();
  return <p>{count === null ? 'unknown' : `${count} online`}</p>;
}

function Mine(): ReactNode {
  const { connection, status } = useMyPresence();
  return `${connection} as ${status?.uid ?? 'none'}`;
}

function inApp(page: ReactNode): ReactNode {
  return <PresenceProvider presence={presence.getPresence()}>{page}</PresenceProvider>;
}

function shows(page: ReactNode): void {
  render(inApp(page));
}

function sees(text: string): void {
  expect(document.body.textContent).toBe(text);
}
