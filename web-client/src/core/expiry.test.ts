import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ExpiryTimer } from './expiry.ts';
import { serverClock } from './server-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([8.64e15 + 1, Number.NaN])('an end at %d, which no Date can hold, starts no timer', (millis) => {
  const look = vi.fn();
  new ExpiryTimer(look).watch([{ customStatus: { text: 'Lunch', emoji: null, expiresAt: new Date(millis) } }], 0);
  vi.advanceTimersByTime(60_000);
  expect(look).not.toHaveBeenCalled();
});

test('an end beyond the longest timer is checked again when the timer ends', () => {
  const look = vi.fn();
  new ExpiryTimer(look).watch([{ customStatus: { text: 'Away', emoji: null, expiresAt: new Date(2 ** 32) } }], 0);
  vi.advanceTimersByTime(2 ** 31 - 2);
  expect(look).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(look).toHaveBeenCalledOnce();
});

test('a correction of the clock counts as an expiry until the timer is stopped', () => {
  const look = vi.fn();
  const expiry = new ExpiryTimer(look);
  expiry.watch([], serverClock.now());
  serverClock.setOffset({}, 86_400_000);
  vi.advanceTimersByTime(0);
  expect(look).toHaveBeenCalledOnce();
  expiry.stop();
  serverClock.setOffset({}, 0);
  vi.advanceTimersByTime(0);
  expect(look).toHaveBeenCalledOnce();
});
