import { act, cleanup, render, screen } from '@testing-library/react';
import { openFaultProxy } from 'fault-proxy';
import { signOut } from 'firebase/auth';
import {
  getPresence,
  getRoom,
  joinRoom,
  notifyTyping,
  type Presence,
  setAvailability,
  setCustomStatus,
  stopPresence,
} from 'firebase-presence';
import {
  AvatarStack,
  PresenceProvider,
  TypingIndicator,
  UserPresence,
  useMyPresence,
  useOnlineCount,
  useOnlineUsers,
  useRoom,
  useStatuses,
} from 'firebase-presence/react';
import { Component, type ReactNode, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import * as suite from '../kit/suite.ts';
import { newDevice, type Person, person, signInAs, statusesSeen, watch } from '../kit/users/index.ts';

afterEach(cleanup);

test('a component shows that a user comes, is busy, sets a custom status and goes', async () => {
  const alice = person('alice');
  const presence = await windowOf(person('bob'));
  await shows(<UserPresence uid={alice.uid} locale="en" />, presence);
  await sees('Offline');
  // The component shows this before it knows, and this listener begins after that of the component.
  const statuses = statusesSeen(presence, alice.uid);
  await expect.poll(() => statuses.at(-1)?.state).toBe('offline');
  const tab = await alice.opensTab();
  await sees('Online');
  await setAvailability(tab.presence, 'busy');
  await sees('Busy');
  await setCustomStatus(tab.presence, { text: 'Deep work', emoji: '🎧' });
  await sees('Busy · 🎧 Deep work');
  await setCustomStatus(tab.presence, null);
  await tab.closes();
  await sees('Last seen now');
});

test('a component that gets another uid shows that user', async () => {
  const [alice, carol] = [person('alice'), person('carol')];
  await carol.opensTab();
  await watch(carol).sees('online');
  const presence = await windowOf(person('bob'));
  const { rerender } = await shows(<UserPresence uid={alice.uid} />, presence);
  await sees('Offline');
  rerender(inApp(<UserPresence uid={carol.uid} />, presence));
  await sees('Online');
});

test('a list of users has one listener, however often it is rendered', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const presence = await windowOf(bob);
  const renders = vi.fn();
  const team = <Team uids={[alice.uid, bob.uid]} rendered={renders} />;
  const { rerender } = await shows(team, presence);
  // Google's emulator can lose an update of a query that comes while its first answer is on the way.
  await sees(`${alice.uid} offline, ${bob.uid} online`);
  await alice.opensTab();
  await sees(`${alice.uid} online, ${bob.uid} online`);
  const before = renders.mock.calls.length;
  // A new list with the same users starts no new listener.
  rerender(inApp(<Team uids={[alice.uid, bob.uid]} rendered={renders} />, presence));
  expect(renders.mock.calls.length - before).toBeLessThanOrEqual(2);
  await sees(`${alice.uid} online, ${bob.uid} online`);
});

test('a component shows online users after a later sign-in, and none after the sign-out', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  await alice.opensTab();
  // Google's emulator can lose an update of a query that comes while its first answer is on the way.
  await watch(alice).sees('online');
  const device = newDevice();
  const presence = getPresence(device.app);
  await shows(<Roster uid={alice.uid} />, presence);
  await sees('Alice is not online');
  await signInAs(device, bob.uid);
  await sees('Alice is online');
  await signOut(device.auth);
  await sees('Alice is not online');
});

test('a component shows how many users are online, and no number after the sign-out', async () => {
  const device = newDevice();
  const presence = getPresence(device.app);
  await shows(<OnlineCount />, presence);
  await sees('Unknown');
  await signInAs(device, person('alice').uid);
  // The other tests have users online too.
  await expect.poll(() => document.body.textContent).toMatch(/^[1-9]\d* online$/);
  await signOut(device.auth);
  await sees('Unknown');
});

test('a mounted component keeps the user in a room, also in Strict Mode, and shows who types', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const id = `room-${alice.uid}`;
  const tab = await alice.opensTab();
  const room = getRoom<{ name: string }>(tab.presence, id);
  await joinRoom(room, { name: 'Alice' });
  const page = (
    <StrictMode>
      <Room id={id} />
      <TypingIndicator roomId={id} nameOf={(uid) => (uid === alice.uid ? 'Alice' : 'unknown')} />
    </StrictMode>
  );
  const { unmount } = await shows(page, await windowOf(bob));
  await sees('Alice, Bob');
  expect(screen.getByRole('status').textContent).toBe('');
  notifyTyping(room);
  await expect.poll(() => screen.getByRole('status').textContent).toBe('Alice is typing…');
  unmount();
  await expect.poll(async () => Object.keys(await membersOf(id))).toEqual([alice.uid]);
});

test('a mounted component keeps the next user in the room after a switch of users', async () => {
  const [bob, carol] = [person('bob'), person('carol')];
  const id = `room-${bob.uid}`;
  const device = newDevice();
  await signInAs(device, bob.uid);
  await shows(<Room id={id} />, getPresence(device.app));
  await expect.poll(async () => Object.keys(await membersOf(id))).toEqual([bob.uid]);
  // Without a sign-out.
  await signInAs(device, carol.uid);
  await expect.poll(async () => Object.keys(await membersOf(id))).toEqual([carol.uid]);
});

test('a component in a room stays on the page when the app stops presence', async () => {
  const bob = person('bob');
  const id = `room-${bob.uid}`;
  const presence = await windowOf(bob);
  await shows(<Room id={id} />, presence);
  await sees('Bob');
  await act(() => stopPresence(presence));
  await expect.poll(async () => Object.keys(await membersOf(id))).toEqual([]);
  // The component leaves the room in a timer.
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  await sees('');
});

test('a stack of avatars has a text for each user, and for how many more there are', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  await alice.opensTab();
  // Google's emulator can lose an update of a query that comes while its first answer is on the way.
  await watch(alice).sees('online');
  const people = [
    { uid: alice.uid, name: 'Alice' },
    { uid: person('carol').uid, name: 'Carol' },
    { uid: person('dave').uid, name: 'Dave' },
    { uid: person('eve').uid, name: 'Eve' },
  ];
  await shows(<AvatarStack people={people} max={2} />, await windowOf(bob));
  await expect
    .poll(() => screen.getAllByRole('img').map((one) => one.getAttribute('aria-label')))
    .toEqual(['Alice: Online', 'Carol: Offline', 'and 2 more']);
});

test("a component shows and changes the user's own settings", async () => {
  await shows(<Mine />, await windowOf(person('alice')));
  await sees('connected, available');
  act(() => screen.getByRole('button').click());
  await sees('connected, busy');
});

test('a page without a network stays, although the database is out of reach for a minute', async () => {
  const network = await openFaultProxy(suite.database());
  onTestFinished(() => network.close());
  network.cut();
  const device = newDevice({}, network);
  const bob = person('bob');
  await signInAs(device, bob.uid);
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const page = (
    <>
      <Mine />
      <Room id={`room-${bob.uid}`} />
    </>
  );
  await shows(page, getPresence(device.app));
  await vi.waitFor(() => expect(document.body.textContent).toBe('connecting, unknown'));
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(logged).toHaveBeenCalledWith(expect.objectContaining({ code: 'presence/database-unreachable' }));
  expect(document.body.textContent).toBe('connecting, unknown');
});

test('an error reaches the nearest error boundary', async () => {
  await shows(<UserPresence uid="a/b" />, await windowOf(person('bob')), { quiet: true });
  await sees('presence/invalid-uid');
});

test('a component outside of a provider throws an error that names the provider', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(() => render(<UserPresence uid="alice" />)).toThrow('Put <PresenceProvider');
});

test('a server renders users as offline, and opens no listener', async () => {
  const presence = getPresence(newDevice().app);
  const page = (
    <>
      <UserPresence uid="alice" />
      <OnlineCount />
      <AvatarStack people={[{ uid: 'bob', name: 'Bob' }]} />
      <TypingIndicator roomId="lobby" nameOf={String} />
    </>
  );
  const html = renderToString(inApp(page, presence));
  expect(html).toContain('Offline');
  expect(html).toContain('Bob: Offline');
  expect(html).toContain('Unknown');
});

function Team({ uids, rendered }: { uids: string[]; rendered: () => void }): ReactNode {
  rendered();
  const team = useStatuses(uids);
  return <p>{team.map(({ uid, state, fromCache }) => `${uid} ${fromCache ? 'unknown' : state}`).join(', ')}</p>;
}

function Roster({ uid }: { uid: string }): ReactNode {
  const { users } = useOnlineUsers();
  return <p>{users.some((user) => user.uid === uid) ? 'Alice is online' : 'Alice is not online'}</p>;
}

function OnlineCount(): ReactNode {
  const count = useOnlineCount();
  return <p>{count === null ? 'Unknown' : `${count} online`}</p>;
}

function Room({ id }: { id: string }): ReactNode {
  const { members } = useRoom(id, { name: 'Bob' });
  return <p>{members.map(({ data }) => data?.name).join(', ')}</p>;
}

function Mine(): ReactNode {
  const { connection, settings, setAvailability } = useMyPresence();
  return (
    <button type="button" onClick={() => setAvailability('busy')}>
      {connection}, {settings?.availability ?? 'unknown'}
    </button>
  );
}

class Boundary extends Component<{ children: ReactNode }, { code: string | null }> {
  override state: { code: string | null } = { code: null };

  static getDerivedStateFromError(error: { code: string }): { code: string } {
    return { code: error.code };
  }

  override render(): ReactNode {
    return this.state.code ?? this.props.children;
  }
}

function inApp(children: ReactNode, presence: Presence): ReactNode {
  return (
    <Boundary>
      <PresenceProvider presence={presence}>{children}</PresenceProvider>
    </Boundary>
  );
}

async function shows(page: ReactNode, presence: Presence, { quiet = false } = {}): Promise<ReturnType<typeof render>> {
  // React logs the errors that a boundary catches.
  if (quiet) vi.spyOn(console, 'error').mockImplementation(() => undefined);
  return render(inApp(page, presence));
}

async function sees(text: string): Promise<void> {
  await expect.poll(() => document.body.textContent).toBe(text);
}

async function windowOf(someone: Person): Promise<Presence> {
  return (await someone.opensTab()).presence;
}

async function membersOf(roomId: string): Promise<object> {
  return (await suite.admin().database.ref(`presence/rooms/${roomId}`).get()).val() ?? {};
}
