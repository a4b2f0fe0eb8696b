import { expect, test } from 'vitest';
import { connections, watch } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { endsOfStay, isOnline } from './on-the-server.ts';

test('a user who signs out is offline without the grace period', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');

  const ends = await endsOfStay(alice);
  await tab.signsOut();
  expect(await connections(alice)).toEqual([]);
  await window.sees(alice, 'offline');
  await expect.poll(ends).toEqual(['departure']);
  await tab.connectionIs('signed-out');
  await tab.ownStatusIs('none');
});

test('a sign-out takes the other tabs of the browser offline too', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const first = await alice.opensTab();
  const second = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  expect(await connections(alice)).toHaveLength(2);

  const ends = await endsOfStay(alice);
  await first.signsOut();
  await window.sees(alice, 'offline');
  await expect.poll(ends).toEqual(['departure']);
  await first.connectionIs('signed-out');
  await second.connectionIs('signed-out');
  expect(await connections(alice)).toEqual([]);
});

test('a sign-out takes a shared worker of the browser offline too', async () => {
  const [alice, bob] = await Promise.all([person('alice', { worker: 'shared' }), person('bob')]);
  const tab = await alice.opensTab();
  await expect.poll(() => connections(alice)).toHaveLength(2);
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');

  const ends = await endsOfStay(alice);
  await tab.signsOut();
  await window.sees(alice, 'offline');
  await expect.poll(ends).toEqual(['departure']);
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
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const carol = await person('carol');
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');

  const ends = await endsOfStay(alice);
  await tab.signsInAs(carol);
  await window.sees(alice, 'offline');
  await expect.poll(ends).toEqual(['departure']);
  await isOnline(carol);
  await tab.connectionIs('connected');
  expect(await connections(alice)).toEqual([]);
  expect(await connections(carol)).toHaveLength(1);
  expect(await window.hasSeen(alice)).toEqual(['online', 'offline']);
});

test('a user who pauses is offline without the grace period, and stays signed in', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');

  const ends = await endsOfStay(alice);
  await tab.leaves();
  await window.sees(alice, 'offline');
  await expect.poll(ends).toEqual(['departure']);
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
