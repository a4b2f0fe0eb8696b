import { expect, onTestFinished, test } from 'vitest';
import * as suite from '../kit/suite.ts';
import { type BrowserPerson, person } from './browser-person.ts';
import type { BrowserTab } from './browser-tab.ts';

test('an idle user is away, and available at the first input', async () => {
  const [alice, bob] = await Promise.all([person('alice', { idleAfterMs: 2000 }), person('bob')]);
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'offline');
  const tab = await alice.opensTab();
  await window.seesAvailability(alice, 'away');
  let x = 0;
  await seesAvailableDuring(window, alice, () => tab.page.moveMouse(++x, 10));
  await window.seesAvailability(alice, 'away');
  await seesAvailableDuring(window, alice, () => tab.page.press('a'));
  expect(await window.hasSeen(alice)).toEqual(['offline', 'online']);
});

test('a user who is idle on one device and types on another is not away', async () => {
  const [alice, bob] = await Promise.all([person('alice', { idleAfterMs: 2000 }), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.seesAvailability(alice, 'away');
  const second = await (await alice.onAnotherDevice()).opensTab();
  await seesAvailableDuring(window, alice, () => second.page.press('a'));
  await second.closes();
  await window.seesAvailability(alice, 'away');
  await tab.closes();
  await window.sees(alice, 'offline');
});

test('a user who types in an embedded page is not away', async () => {
  const [alice, bob, carol] = await Promise.all([
    person('alice', { idleAfterMs: 2000 }),
    person('bob'),
    person('carol', { idleAfterMs: 2000 }),
  ]);
  const window = await bob.opensTab();
  await window.watches(alice, carol);
  const tab = await alice.opensTab();
  await tab.page.press('a');
  // A slow machine can take longer than the idle time until the frame has the focus. So the user is away before it.
  await window.seesAvailability(alice, 'away');
  await tab.entersFrame('<input>');
  await seesAvailableDuring(window, alice, () => tab.page.press('a'));
  const before = (await window.sightings()).length;
  // Carol is idle for the same time, in a page without a frame.
  await carol.opensTab();
  await window.seesAvailability(carol, 'away');
  const since = (await window.sightings()).slice(before).filter(({ uid }) => uid === alice.uid);
  expect(since.map(({ availability }) => availability)).not.toContain('away');
  await tab.page.evaluate(() => document.querySelector('iframe')?.remove());
  await window.seesAvailability(alice, 'away');
});

test('a user is away although a script moves the focus of the page', async () => {
  const [alice, bob] = await Promise.all([person('alice', { idleAfterMs: 2000 }), person('bob')]);
  const window = await bob.opensTab();
  await window.watches(alice);
  const tab = await alice.opensTab();
  await tab.page.evaluate(() => {
    const field = document.body.appendChild(document.createElement('input'));
    setInterval(() => {
      field.blur();
      field.focus();
    }, 100);
  });
  await window.seesAvailability(alice, 'away');
});

test('a user is away although the device clock was set back by a day', async () => {
  const [alice, bob] = await Promise.all([person('alice', { idleAfterMs: 2000 }), person('bob')]);
  const window = await bob.opensTab();
  await window.watches(alice);
  const tab = await alice.opensTab();
  await tab.page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() - 86_400_000;
  });
  await window.seesAvailability(alice, 'away');
});

test('a user who moves the mouse all the time causes no write', async () => {
  const alice = await person('alice');
  const tab = await alice.opensTab();
  const writes: unknown[] = [];
  const node = suite.admin().database.ref(`status/${alice.uid}`);
  const counted = node.on('value', (snapshot) => writes.push(snapshot.val()));
  onTestFinished(() => node.off('value', counted));
  await expect.poll(() => writes).toHaveLength(1);
  for (let move = 0; move < 200; move++) await tab.page.moveMouse(move, move);
  await tab.leaves();
  // The departure is the only write after all these moves.
  await expect.poll(() => writes).toHaveLength(2);
});

/** Repeats the input until the watcher sees the user available: the user is away again two seconds after the last input. */
async function seesAvailableDuring(
  watcher: BrowserTab,
  user: BrowserPerson,
  input: () => Promise<void>,
): Promise<void> {
  const availability = async () => input().then(() => watcher.lastSightingOf(user));
  await expect.poll(availability).toMatchObject({ availability: 'available' });
}
