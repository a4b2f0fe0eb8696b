import type { Status } from '@firebase-presence/contract';
import { expect, test } from 'vitest';
import { ownView } from './own-view.ts';

const custom = { text: 'Hello', emoji: null, expiresAt: null };
const online: Status = { state: 'online', lastChanged: 100, availability: 'busy', custom };
const offline: Status = { state: 'offline', lastChanged: 100, availability: 'available', custom };

const own = (state: Status['state'], at: number) => ({ uid: 'alice', state, at });

test('a user whose client has lost the connection is offline since then, with the custom status', () => {
  expect(ownView(online, own('offline', 200), false)).toEqual({ ...offline, lastChanged: 200 });
  expect(ownView(null, own('offline', 200), false)).toEqual({ ...offline, lastChanged: 200, custom: null });
});

test('a user whose client is connected again has the status of the server', () => {
  expect(ownView(online, own('offline', 200), true)).toBe(online);
});

test('a user whose client has announced is online before the function has written it', () => {
  expect(ownView(offline, own('online', 200), true)).toEqual({
    ...online,
    lastChanged: 200,
    availability: 'available',
  });
  expect(ownView(null, own('online', 200), true)).toMatchObject({ state: 'online', lastChanged: 200 });
});

test('a status that the server wrote after the announcement counts', () => {
  const invisible = { ...offline, lastChanged: 300 };
  expect(ownView(invisible, own('online', 200), true)).toBe(invisible);
  expect(ownView(online, own('online', 200), true)).toBe(online);
});

test('an announcement from before the loss of the connection does not count', () => {
  expect(ownView(offline, own('online', 200), false)).toBe(offline);
});
