import { expect, onTestFinished, test } from 'vitest';
import * as suite from '../suite.ts';
import { person } from './person.ts';

test('a person who does nothing for a while is away, and available at the first input', async () => {
  const [alice, bob] = await Promise.all([person('alice', { idleAfterMs: 2000 }), person('bob')]);
  const window = await bob.opensTab();
  await window.watches(alice);
  const tab = await alice.opensTab();
  await window.seesAvailability(alice, 'away');
  // Again and again, for whoever stops is away two seconds later.
  const seesHerWhile = async (input: () => Promise<void>): Promise<void> => {
    const availability = async () => input().then(() => window.lastSightingOf(alice));
    await expect.poll(availability).toMatchObject({ availability: 'available' });
  };
  let x = 0;
  await seesHerWhile(() => tab.page.moveMouse(++x, 10));
  await window.seesAvailability(alice, 'away');
  await seesHerWhile(() => tab.page.press('a'));
  expect(await window.hasSeen(alice)).toEqual(['offline', 'online']);
});

test('a person who is away in one tab and types in the other is not away', async () => {
  const [alice, bob] = await Promise.all([person('alice', { idleAfterMs: 2000 }), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.seesAvailability(alice, 'away');
  const second = await (await alice.onAnotherDevice()).opensTab();
  await window.seesAvailability(alice, 'available');
  await second.closes();
  await window.seesAvailability(alice, 'away');
  await tab.closes();
  await window.sees(alice, 'offline');
});

test('whoever moves the mouse all the time writes nothing', async () => {
  const alice = await person('alice');
  const tab = await alice.opensTab();
  const writes: unknown[] = [];
  const node = suite.admin().database.ref(`status/${alice.uid}`);
  const counted = node.on('value', (snapshot) => writes.push(snapshot.val()));
  onTestFinished(() => node.off('value', counted));
  await expect.poll(() => writes).toHaveLength(1);
  for (let move = 0; move < 200; move++) await tab.page.moveMouse(move, move);
  await tab.leaves();
  // The departure is the only write after all that.
  await expect.poll(() => writes).toHaveLength(2);
});
