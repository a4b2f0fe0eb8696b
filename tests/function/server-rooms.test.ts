import { leasePath } from '@firebase-presence/contract';
import { getRoomIds, removeMember } from 'firebase-presence/server';
import { expect, test } from 'vitest';
import { newInstance } from '../kit/new-instance.ts';

/*
 * What a server does with the rooms of a user whose client is not ours.
 */

test('a server removes a user from all rooms, although one has an id that only another client than ours can choose', async () => {
  const { root, database } = await newInstance('server');
  const rooms = ['lobby\u0085', 'kitchen', 'lobby \ud83c'];
  const seats = rooms.map((room, index) => ({ room, seat: `seat-${index}`.padEnd(20, '-') }));
  await root.child(leasePath('mallory', '00')).set({ id: 'tab'.padEnd(20, '-'), at: 1, rooms: { ...seats } });
  for (const { room, seat } of seats) await root.child(`presence/rooms/${room}/mallory/${seat}`).set({ joined_at: 1 });
  expect((await getRoomIds(database, 'mallory')).sort()).toEqual([...rooms].sort());
  for (const roomId of await getRoomIds(database, 'mallory')) await removeMember(database, roomId, 'mallory');
  expect((await root.child('presence/rooms').get()).val()).toBeNull();
});

test('a server does not list a room whose seat was removed, although the lease still names it', async () => {
  const { root, database } = await newInstance('server');
  const seat = 'seat'.padEnd(20, '-');
  const lease = { id: 'tab'.padEnd(20, '-'), at: 1, rooms: { 0: { room: 'private', seat } } };
  await root.child(leasePath('mallory', '00')).set(lease);
  expect(await getRoomIds(database, 'mallory')).toEqual([]);
});
