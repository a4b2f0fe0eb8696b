import { expect, test } from 'vitest';
import { connections, hasLongGracePeriod } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { UserWithoutBrowser } from './user-without-browser.ts';

test('a user who opens a tab is online, and offline when it closes', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'offline');
  const tab = await alice.opensTab();
  await window.sees(alice, 'online');
  await tab.closes();
  await window.sees(alice, 'offline');
  expect(await window.hasSeen(alice)).toEqual(['offline', 'online', 'offline']);
});

test('a user stays online while one of two tabs is open', async () => {
  const [alice, bob, dave] = await Promise.all([person('alice'), person('bob'), new UserWithoutBrowser().appears()]);
  const first = await alice.opensTab();
  const second = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, dave);
  await window.sees(alice, 'online');
  await window.sees(dave, 'online');

  await first.closes();
  await dave.losesConnection();
  await window.sees(dave, 'offline');
  expect(await window.hasSeen(alice)).toEqual(['online']);

  await second.closes();
  await window.sees(alice, 'offline');
});

test('a reload keeps the user online', async () => {
  const [alice, bob, dave] = await Promise.all([person('alice'), person('bob'), new UserWithoutBrowser().appears()]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice, dave);
  await window.sees(alice, 'online');
  await window.sees(dave, 'online');

  await hasLongGracePeriod(alice);
  await tab.reloads();
  await dave.losesConnection();
  await window.sees(dave, 'offline');
  expect(await window.hasSeen(alice)).toEqual(['online']);
});

test('a user who follows a link is offline, and online again after going back', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  await tab.goesElsewhere();
  await window.sees(alice, 'offline');
  await tab.comesBack();
  await window.sees(alice, 'online');
  expect(await connections(alice)).toHaveLength(1);
});
