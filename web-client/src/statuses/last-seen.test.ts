import { afterEach, expect, test, vi } from 'vitest';
import { serverClock } from '../core/index.ts';
import { formatLastSeen, onLastSeenTextChanged } from './last-seen.ts';

const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([26 * HOUR_MS, -2 * HOUR_MS])(
  'a device whose clock is %d milliseconds ahead formats times by the server clock',
  (ahead) => {
    const serverTime = Date.now() - ahead;
    serverClock.setOffset({}, -ahead);
    expect(formatLastSeen(new Date(serverTime - 300_000), { locale: 'en' })).toBe('5 minutes ago');
    expect(formatLastSeen(new Date(serverTime), { locale: 'en' })).toBe('now');
  },
);

test('the server clock ignores an offset that a socket measured before the device clock was set', () => {
  vi.useFakeTimers();
  const source = {};
  serverClock.setOffset(source, 0);
  const before = serverClock.now();
  vi.setSystemTime(Date.now() - 24 * HOUR_MS);
  serverClock.setOffset(source, 0);
  expect(serverClock.now()).toBe(before);
  serverClock.forgetOffset(source);
  serverClock.setOffset(source, 24 * HOUR_MS);
  expect(serverClock.now()).toBe(before);
});

test('the words do not change when the device clock is set', () => {
  vi.useFakeTimers();
  serverClock.setOffset({}, 0);
  const seen = new Date();
  const texts: string[] = [];
  const stop = onLastSeenTextChanged(seen, (text) => texts.push(text), { locale: 'en' });
  vi.setSystemTime(Date.now() - 24 * HOUR_MS);
  vi.advanceTimersByTime(120_000);
  vi.setSystemTime(Date.now() + 72 * HOUR_MS);
  vi.advanceTimersByTime(60_000);
  stop();
  expect(texts).toEqual(['now', '1 minute ago', '2 minutes ago', '3 minutes ago']);
});

test('an invalid Date throws, and starts no timer', () => {
  vi.useFakeTimers();
  const refused = expect.objectContaining({ code: 'presence/invalid-argument' });
  expect(() => onLastSeenTextChanged(new Date(Number.NaN), () => undefined)).toThrow(refused);
  expect(vi.getTimerCount()).toBe(0);
});

test('an engine without relative times shows the date', () => {
  vi.stubGlobal('Intl', { ...Intl, RelativeTimeFormat: undefined });
  expect(formatLastSeen(new Date(2026, 0, 1, 12), { locale: 'en' })).toContain('2026');
});
