import { expect, test } from 'vitest';
import { connections, watch } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { isOnline } from './on-the-server.ts';
import { UserWithoutBrowser } from './user-without-browser.ts';

test('a user who signs out is offline without the grace period', async () => {
  const [alice, bob, dave] = await Promise.all([person('alice'), person('bob'), new UserWithoutBrowser().appears()]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, dave);
  await window.sees(alice, 'online');
  await window.sees(dave, 'online');

  await dave.losesConnection();
  await tab.signsOut();
  expect(await connections(alice)).toEqual([]);
  expect(await window.seesFirstDeparture()).toBe(alice.uid);
  await tab.connectionIs('signed-out');
  await tab.ownStatusIs('none');
});

test('a sign-out takes the other tabs of the browser offline too', async () => {
  const [alice, bob, dave] = await Promise.all([person('alice'), person('bob'), new UserWithoutBrowser().appears()]);
  const first = await alice.opensTab();
  const second = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, dave);
  await window.sees(alice, 'online');
  await window.sees(dave, 'online');
  expect(await connections(alice)).toHaveLength(2);

  await dave.losesConnection();
  await first.signsOut();
  expect(await window.seesFirstDeparture()).toBe(alice.uid);
  await first.connectionIs('signed-out');
  await second.connectionIs('signed-out');
  expect(await connections(alice)).toEqual([]);
});

test('a sign-out takes a shared worker of the browser offline too', async () => {
  const [alice, bob, dave] = await Promise.all([
    person('alice', { worker: 'shared' }),
    person('bob'),
    new UserWithoutBrowser().appears(),
  ]);
  const tab = await alice.opensTab();
  await expect.poll(() => connections(alice)).toHaveLength(2);
  const window = await bob.opensTab();
  await window.watches(alice, dave);
  await window.sees(alice, 'online');
  await window.sees(dave, 'online');

  await dave.losesConnection();
  await tab.signsOut();
  expect(await window.seesFirstDeparture()).toBe(alice.uid);
  expect(await connections(alice)).toEqual([]);
});

test('a tab with its own sign-in stays online when another tab of the user signs out', async () => {
  const alice = await person('alice', { persistence: 'session' });
  const [first, second] = [await alice.opensTab(), await alice.opensTab()];
  const document = watch(alice);
  await document.sees('online');
  await second.listensToSiblings();
  await first.signsOut();
  await second.hasSiblingMessages(['begins', 'done']);
  expect(await second.connectionStates()).toEqual(['signed-out', 'connecting', 'connected']);
  await expect.poll(() => connections(alice)).toHaveLength(1);
  expect(document.states).not.toContain('offline');
});

test('a user who signs in over another user replaces that user', async () => {
  const [alice, bob, dave] = await Promise.all([person('alice'), person('bob'), new UserWithoutBrowser().appears()]);
  const carol = await person('carol');
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, dave);
  await window.sees(alice, 'online');
  await window.sees(dave, 'online');

  await dave.losesConnection();
  await tab.signsInAs(carol);
  expect(await window.seesFirstDeparture()).toBe(alice.uid);
  await isOnline(carol);
  await tab.connectionIs('connected');
  expect(await connections(alice)).toEqual([]);
  expect(await connections(carol)).toHaveLength(1);
  expect(await window.hasSeen(alice)).toEqual(['online', 'offline']);
});

test('a user who pauses is offline without the grace period, and stays signed in', async () => {
  const [alice, bob, dave] = await Promise.all([person('alice'), person('bob'), new UserWithoutBrowser().appears()]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, dave);
  await window.sees(alice, 'online');
  await window.sees(dave, 'online');

  await dave.losesConnection();
  await tab.leaves();
  expect(await window.seesFirstDeparture()).toBe(alice.uid);
  await tab.connectionIs('paused');
  await tab.enters();
  await isOnline(alice);
  await tab.connectionIs('connected');
});

test('a tab ignores the end of a sign-out that did not begin for it', async () => {
  const alice = await person('alice');
  const tab = await alice.opensTab();
  await tab.receivesFromSibling({ uid: alice.uid, signOut: 'aborted' });
  expect(await tab.connectionStates()).toEqual(['signed-out', 'connecting', 'connected']);
  // A sign-out of its own sign-in disconnects it.
  await tab.receivesFromSibling({ uid: alice.uid, signOut: 'begins' });
  await tab.connectionIs('disconnected');
  await tab.receivesFromSibling({ uid: alice.uid, signOut: 'aborted' });
  await tab.connectionIs('connected');
});
