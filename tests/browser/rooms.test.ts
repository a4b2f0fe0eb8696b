import { expect, test } from 'vitest';
import { newRoomId } from '../kit/unique.ts';
import { hasLongGracePeriod } from '../kit/users/index.ts';
import { person } from './browser-person.ts';

test('members of a room see each other join, set data, type, and leave with the last tab', async () => {
  const room = newRoomId();
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const window = await bob.opensTab();
  await window.watchesRoom(room);
  await window.joins(room, 'reads');
  const first = await alice.opensTab();
  await first.joins(room, 'reads');
  const second = await alice.opensTab();
  await second.joins(room, 'writes');
  const [bobThere, aliceThere] = [
    { uid: bob.uid, data: 'reads' },
    { uid: alice.uid, data: 'writes' },
  ];
  await window.seesInRoom(room, { members: [bobThere, aliceThere] });

  const types = (): Promise<void> => second.types(room);
  await window.seesInRoom(room, { typing: [alice.uid] }, types);
  await window.seesInRoom(room, { typing: [] });

  await first.closes();
  await window.seesInRoom(room, { members: [bobThere, aliceThere], typing: [alice.uid] }, types);
  await second.closes();
  await window.seesInRoom(room, { members: [bobThere], typing: [] });
});

test('a user who reloads can join a room again, and a user who leaves it stays online', async () => {
  const room = newRoomId();
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const [tab, window] = [await alice.opensTab(), await bob.opensTab()];
  await window.watchesRoom(room);
  await window.watches(alice);
  await window.sees(alice, 'online');
  await tab.joins(room, 'reads');
  await window.seesInRoom(room, { members: [{ uid: alice.uid, data: 'reads' }] });
  await hasLongGracePeriod(alice);
  await tab.reloads();
  await tab.joins(room, 'is back');
  await window.seesInRoom(room, { members: [{ uid: alice.uid, data: 'is back' }] });
  await tab.leavesRoom(room);
  await window.seesInRoom(room, { members: [] });
  expect(await window.hasSeen(alice)).toEqual(['online']);
});
