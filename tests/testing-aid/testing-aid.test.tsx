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
  world.signsIn('me');
  const alice = world.person('alice');
  shows(<UserPresence uid="alice" locale="en" />);
  sees('Offline');
  act(() => alice.comesOnline());
  sees('Online');
  act(() => alice.goesAway());
  sees('Away');
  act(() => alice.chooses('busy'));
  sees('Busy');
  act(() => alice.says({ text: 'Lunch', emoji: '🍜', expiresAt: new Date(world.now + 60_000) }));
  sees('Busy · 🍜 Lunch');
  act(() => world.passes(60_000));
  sees('Busy');
  act(() => alice.goesOffline());
  sees('Last seen now');
  act(() => world.passes(300_000));
  sees('Last seen 5 minutes ago');
});

test('several devices are one person, and whoever is invisible is not there', () => {
  world.signsIn('me');
  const alice = world.person('alice');
  shows(<UserPresence uid="alice" locale="en" />);
  act(() => alice.comesOnline('phone'));
  act(() => alice.comesOnline('laptop'));
  act(() => alice.goesOffline('phone'));
  sees('Online');
  act(() => alice.chooses('invisible'));
  sees('Last seen now');
  act(() => alice.chooses('available'));
  sees('Online');
});

test('a room shows who is there and who types, until they are silent for three seconds', () => {
  world.signsIn('me');
  const alice = world.person('alice');
  alice.comesOnline();
  shows(<Room />);
  act(() => alice.joins('lobby', { name: 'Alice' }));
  sees('Me, Alice');
  act(() => alice.types('lobby'));
  sees('Me, AliceAlice is typing…');
  act(() => world.passes(2999));
  sees('Me, AliceAlice is typing…');
  act(() => world.passes(1));
  sees('Me, Alice');
  act(() => alice.goesOffline());
  sees('Me');
});

test('a screen shows that the connection is lost, and that nobody is signed in', () => {
  world.signsIn('me');
  shows(<Mine />);
  sees('connected as me');
  act(() => world.losesConnection());
  sees('disconnected as me');
  act(() => world.regainsConnection());
  sees('connected as me');
  act(() => world.signsOut());
  sees('signed-out as nobody');
});

test('whoever comes back without a network is connected when that is there again', async () => {
  world.signsIn('me');
  shows(<Mine />);
  const mine = presence.getPresence();
  await act(() => presence.leave(mine));
  sees('left as me');
  act(() => world.losesConnection());
  sees('left as me');
  act(() => presence.enter(mine));
  sees('connecting as me');
  act(() => world.regainsConnection());
  sees('connected as me');
});

test('members are told with who joined, whose data changed, and who left', () => {
  world.signsIn('me');
  const room = presence.getRoom(presence.getPresence(), 'lobby');
  const told: presence.Members[] = [];
  presence.onMembersChanged(room, (members) => told.push(members));
  const alice = world.person('alice');
  alice.comesOnline();
  alice.joins('lobby', 1);
  expect(told.at(-1)).toMatchObject({ joined: ['alice'], updated: [], left: [] });
  alice.joins('lobby', 2);
  expect(told.at(-1)).toMatchObject({ joined: [], updated: ['alice'], left: [] });
  alice.leaves('lobby');
  expect(told.at(-1)).toMatchObject({ members: [], joined: [], updated: [], left: ['alice'] });
});

test('what is refused in earnest is refused here too', async () => {
  const mine = presence.getPresence();
  await expect(presence.setAvailability(mine, 'busy')).rejects.toMatchObject({ code: 'presence/signed-out' });
  await expect(presence.getStatuses(mine, ['alice'])).rejects.toMatchObject({ code: 'presence/permission-denied' });
  world.signsIn('me');
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
  world.signsIn('me');
  const failed = vi.fn();
  presence.onStatusChanged(presence.getPresence(), 'alice', () => undefined, failed);
  world.breaks();
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
