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

test('the words are corrected when a server corrects the clock', () => {
  vi.useFakeTimers();
  serverClock.setOffset({}, 0);
  const texts: string[] = [];
  const seen = new Date(serverClock.now() - 24 * HOUR_MS);
  const stop = onLastSeenTextChanged(seen, (text) => texts.push(text), { locale: 'en' });
  // The device clock was a day ahead.
  serverClock.setOffset({}, -24 * HOUR_MS);
  vi.advanceTimersByTime(0);
  expect(texts).toEqual(['yesterday', 'now']);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('an app can stop the words in a call, and gets no further call', () => {
  const words = wordsFromNow((text) => {
    if (text !== 'now') words.stop();
  });
  vi.advanceTimersByTime(5 * HOUR_MS);
  expect(words.texts).toEqual(['now', '1 minute ago']);
  expect(vi.getTimerCount()).toBe(0);
});

test('the words go on after a call of the app that throws', () => {
  const words = wordsFromNow((text) => {
    if (text === '1 minute ago') throw new Error('The app failed.');
  });
  expect(() => vi.advanceTimersByTime(60_000)).toThrow('The app failed.');
  vi.advanceTimersByTime(60_000);
  words.stop();
  expect(words.texts).toEqual(['now', '1 minute ago', '2 minutes ago']);
});

/** The words for the present time, which an app receives with fake timers. */
function wordsFromNow(appReceives: (text: string) => void): { texts: string[]; stop: () => void } {
  vi.useFakeTimers();
  serverClock.setOffset({}, 0);
  const texts: string[] = [];
  const next = (text: string): void => {
    texts.push(text);
    appReceives(text);
  };
  return { texts, stop: onLastSeenTextChanged(new Date(serverClock.now()), next, { locale: 'en' }) };
}

test('an invalid locale throws an error that names it, and starts no timer', () => {
  vi.useFakeTimers();
  const refused = expect.objectContaining({
    code: 'presence/invalid-argument',
    message: expect.stringContaining('"de_DE"'),
  });
  expect(() => formatLastSeen(new Date(), { locale: 'de_DE' })).toThrow(refused);
  expect(() => onLastSeenTextChanged(new Date(), () => undefined, { locale: 'de_DE' })).toThrow(refused);
  expect(vi.getTimerCount()).toBe(0);
});

test('an invalid Date throws, and starts no timer', () => {
  vi.useFakeTimers();
  const refused = expect.objectContaining({ code: 'presence/invalid-argument' });
  expect(() => onLastSeenTextChanged(new Date(Number.NaN), () => undefined)).toThrow(refused);
  expect(() => formatLastSeen(new Date(), { now: new Date(Number.NaN) })).toThrow(refused);
  expect(vi.getTimerCount()).toBe(0);
});

test('an engine without relative times shows the date', () => {
  vi.stubGlobal('Intl', { ...Intl, RelativeTimeFormat: undefined });
  expect(formatLastSeen(new Date(2026, 0, 1, 12), { locale: 'en' })).toContain('2026');
});
