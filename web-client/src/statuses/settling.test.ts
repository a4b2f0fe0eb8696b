import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { UserStatus } from '../core/index.ts';
import { type OnlineUsers, trackOnlineUsers } from './settling.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first call shows the online users, and none of them as joined', () => {
  const { calls, settling } = watching(0);
  settling.update([online('bob'), online('alice')], false);
  expect(calls).toEqual([
    { users: [online('alice'), online('bob')], joined: [], left: [], fromCache: false, atLimit: false },
  ]);
});

test('joined and left name the users who came and went since the last call', () => {
  const { calls, settling } = watching(0);
  settling.update([online('alice')], false);
  settling.update([online('bob')], false);
  expect(calls.at(-1)).toMatchObject({ joined: ['bob'], left: ['alice'] });
});

test('a snapshot without a change causes no call', () => {
  const { calls, settling } = watching(0);
  settling.update([online('alice')], false);
  settling.update([online('alice')], false);
  expect(calls).toHaveLength(1);
});

test('a change of fromCache alone causes a call, so that apps do not trust an old list', () => {
  const { calls, settling } = watching(0);
  settling.update([online('alice')], false);
  settling.update([online('alice')], true);
  settling.update([online('alice')], false);
  expect(calls.map(({ fromCache }) => fromCache)).toEqual([false, true, false]);
});

test('a change of atLimit alone causes a call', () => {
  const { calls, settling } = watching(0);
  settling.update([online('alice')], false, false);
  settling.update([online('alice')], false, true);
  settling.update([online('alice')], false, true);
  expect(calls.map(({ atLimit }) => atLimit)).toEqual([false, true]);
});

test('a user in the first answer of Firestore did not join', () => {
  const { calls, settling } = watching(0);
  settling.update([online('me')], true);
  settling.update([online('me'), online('alice')], false);
  settling.update([online('me'), online('alice'), online('bob')], false);
  expect(calls.map(({ joined }) => joined)).toEqual([[], [], ['bob']]);
});

test('a user who comes back within the settle time never left', () => {
  const { calls, settling } = watching(1000);
  settling.update([online('alice')], false);
  settling.update([], false);
  vi.advanceTimersByTime(999);
  settling.update([online('alice')], false);
  vi.advanceTimersByTime(5000);
  expect(calls).toHaveLength(1);
});

test('a user who is gone for the settle time leaves once', () => {
  const { calls, settling } = watching(1000);
  settling.update([online('alice'), online('bob')], false);
  settling.update([online('bob')], false);
  vi.advanceTimersByTime(500);
  settling.update([online('bob')], false);
  expect(calls).toHaveLength(1);
  vi.advanceTimersByTime(500);
  expect(calls.slice(1)).toEqual([
    { users: [online('bob')], joined: [], left: ['alice'], fromCache: false, atLimit: false },
  ]);
  vi.advanceTimersByTime(5000);
  expect(calls).toHaveLength(2);
});

test('a removed listener gets no more calls', () => {
  const { calls, settling } = watching(1000);
  settling.update([online('alice')], false);
  settling.update([], false);
  settling.stop();
  vi.advanceTimersByTime(5000);
  expect(calls).toHaveLength(1);
});

function watching(settleMs: number) {
  const calls: OnlineUsers[] = [];
  return { calls, settling: trackOnlineUsers(settleMs, (users) => calls.push(users)) };
}

function online(uid: string): UserStatus {
  return {
    uid,
    state: 'online',
    availability: 'available',
    customStatus: null,
    lastChanged: new Date(1000),
    fromCache: false,
  };
}
