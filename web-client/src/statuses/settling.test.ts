import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { UserStatus } from '../core/index.ts';
import { type OnlineUsers, trackOnlineUsers } from './settling.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first call shows who is there, and nobody as joined', () => {
  const { told, settling } = watching(0);
  settling.update([online('bob'), online('alice')], false);
  expect(told).toEqual([{ users: [online('alice'), online('bob')], joined: [], left: [], fromCache: false }]);
});

test('joined and left name who came and who went since the last call', () => {
  const { told, settling } = watching(0);
  settling.update([online('alice')], false);
  settling.update([online('bob')], false);
  expect(told.at(-1)).toMatchObject({ joined: ['bob'], left: ['alice'] });
});

test('a snapshot that shows nothing new is not told', () => {
  const { told, settling } = watching(0);
  settling.update([online('alice')], false);
  settling.update([online('alice')], false);
  expect(told).toHaveLength(1);
});

test('going over to the cache and back is told, so that nobody trusts an old list', () => {
  const { told, settling } = watching(0);
  settling.update([online('alice')], false);
  settling.update([online('alice')], true);
  settling.update([online('alice')], false);
  expect(told.map(({ fromCache }) => fromCache)).toEqual([false, true, false]);
});

test('who is found when the server answers for the first time did not join', () => {
  const { told, settling } = watching(0);
  settling.update([online('me')], true);
  settling.update([online('me'), online('alice')], false);
  settling.update([online('me'), online('alice'), online('bob')], false);
  expect(told.map(({ joined }) => joined)).toEqual([[], [], ['bob']]);
});

test('who returns before the time is over never left', () => {
  const { told, settling } = watching(1000);
  settling.update([online('alice')], false);
  settling.update([], false);
  vi.advanceTimersByTime(999);
  settling.update([online('alice')], false);
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(1);
});

test('who stays away for the time has left, once', () => {
  const { told, settling } = watching(1000);
  settling.update([online('alice'), online('bob')], false);
  settling.update([online('bob')], false);
  vi.advanceTimersByTime(500);
  settling.update([online('bob')], false);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(500);
  expect(told.slice(1)).toEqual([{ users: [online('bob')], joined: [], left: ['alice'], fromCache: false }]);
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(2);
});

test('nothing is told after the listener was removed', () => {
  const { told, settling } = watching(1000);
  settling.update([online('alice')], false);
  settling.update([], false);
  settling.stop();
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(1);
});

function watching(settleMs: number) {
  const told: OnlineUsers[] = [];
  return { told, settling: trackOnlineUsers(settleMs, (users) => told.push(users)) };
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
