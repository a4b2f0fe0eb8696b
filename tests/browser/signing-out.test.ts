import { expect, test } from 'vitest';
import { connections, watch } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { Ghost } from './ghost.ts';
import { isOnline } from './on-the-server.ts';

test('whoever signs out is offline without waiting for the grace period', async () => {
  const [alice, bob, ghost] = await Promise.all([person('alice'), person('bob'), new Ghost().appears()]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, ghost);
  await window.sees(alice, 'online');
  await window.sees(ghost, 'online');

  await ghost.losesConnection();
  await tab.signsOut();
  expect(await connections(alice)).toEqual([]);
  expect(await window.seesSomebodyGo()).toBe(alice.uid);
  await tab.connectionIs('signed-out');
  await tab.ownStatusIs('nobody');
});

test('a sign-out takes the other tabs of the browser with it', async () => {
  const [alice, bob, ghost] = await Promise.all([person('alice'), person('bob'), new Ghost().appears()]);
  const first = await alice.opensTab();
  const second = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, ghost);
  await window.sees(alice, 'online');
  await window.sees(ghost, 'online');
  expect(await connections(alice)).toHaveLength(2);

  await ghost.losesConnection();
  await first.signsOut();
  expect(await window.seesSomebodyGo()).toBe(alice.uid);
  await first.connectionIs('signed-out');
  await second.connectionIs('signed-out');
  expect(await connections(alice)).toEqual([]);
});

test('a sign-out takes a shared worker of the browser with it', async () => {
  const [alice, bob, ghost] = await Promise.all([
    person('alice', { worker: 'shared' }),
    person('bob'),
    new Ghost().appears(),
  ]);
  const tab = await alice.opensTab();
  await expect.poll(() => connections(alice)).toHaveLength(2);
  const window = await bob.opensTab();
  await window.watches(alice, ghost);
  await window.sees(alice, 'online');
  await window.sees(ghost, 'online');

  await ghost.losesConnection();
  await tab.signsOut();
  expect(await window.seesSomebodyGo()).toBe(alice.uid);
  expect(await connections(alice)).toEqual([]);
});

test('a tab with a sign-in of its own stays when another tab of the same user signs out', async () => {
  const alice = await person('alice', { persistence: 'session' });
  const [first, second] = [await alice.opensTab(), await alice.opensTab()];
  const document = watch(alice);
  await document.sees('online');
  await second.listensToSiblings();
  await first.signsOut();
  await second.hasHeardFromSiblings(['begins', 'done']);
  expect(await second.connectionStates()).toEqual(['signed-out', 'connecting', 'connected']);
  await expect.poll(() => connections(alice)).toHaveLength(1);
  expect(document.states).not.toContain('offline');
});

test('whoever signs in over somebody else takes their place', async () => {
  const [alice, bob, ghost] = await Promise.all([person('alice'), person('bob'), new Ghost().appears()]);
  const carol = await person('carol');
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, ghost);
  await window.sees(alice, 'online');
  await window.sees(ghost, 'online');

  await ghost.losesConnection();
  await tab.signsInAs(carol);
  expect(await window.seesSomebodyGo()).toBe(alice.uid);
  await isOnline(carol);
  await tab.connectionIs('connected');
  expect(await connections(alice)).toEqual([]);
  expect(await connections(carol)).toHaveLength(1);
  expect(await window.hasSeen(alice)).toEqual(['online', 'offline']);
});

test('whoever leaves is offline without waiting for the grace period, and stays signed in', async () => {
  const [alice, bob, ghost] = await Promise.all([person('alice'), person('bob'), new Ghost().appears()]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, ghost);
  await window.sees(alice, 'online');
  await window.sees(ghost, 'online');

  await ghost.losesConnection();
  await tab.leaves();
  expect(await window.seesSomebodyGo()).toBe(alice.uid);
  await tab.connectionIs('paused');
  await tab.enters();
  await isOnline(alice);
  await tab.connectionIs('connected');
});

test('a tab that hears the end of a sign-out that did not concern it goes on as it was', async () => {
  const alice = await person('alice');
  const tab = await alice.opensTab();
  await tab.hearsFromSibling({ uid: alice.uid, signOut: 'aborted' });
  expect(await tab.connectionStates()).toEqual(['signed-out', 'connecting', 'connected']);
  // One that concerns it it would have noticed.
  await tab.hearsFromSibling({ uid: alice.uid, signOut: 'begins' });
  await tab.connectionIs('disconnected');
  await tab.hearsFromSibling({ uid: alice.uid, signOut: 'aborted' });
  await tab.connectionIs('connected');
});
