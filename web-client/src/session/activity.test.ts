// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Activity, watchActivity } from './activity.ts';

const DAY_MS = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  activity.stop();
  vi.useRealTimers();
});

let activity: Activity;
let idle: boolean;
let changes: number;

test('a device without input is idle after five minutes', () => {
  watch(300_000);
  vi.advanceTimersByTime(299_999);
  expect(idle).toBe(false);
  vi.advanceTimersByTime(1);
  expect(idle).toBe(true);
});

test.each([Number.POSITIVE_INFINITY, 2 ** 31, Number.MAX_SAFE_INTEGER])(
  'a device with an idle time of %d milliseconds is never idle, and needs no timer',
  (idleAfterMs) => {
    watch(idleAfterMs);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(60 * DAY_MS);
    expect(changes).toBe(0);
  },
);

test.each([-DAY_MS, DAY_MS])(
  'a device clock that is set %d milliseconds ahead does not change when the device is idle',
  (ahead) => {
    watch(300_000);
    vi.advanceTimersByTime(60_000);
    vi.setSystemTime(Date.now() + ahead);
    vi.advanceTimersByTime(239_999);
    expect(idle).toBe(false);
    vi.advanceTimersByTime(1);
    expect(idle).toBe(true);
  },
);

test('events that a script makes do not count as input', () => {
  watch(10_000);
  for (let second = 0; second < 20; second++) {
    for (const type of ['keydown', 'pointerdown', 'wheel', 'focus']) document.dispatchEvent(new Event(type));
    vi.advanceTimersByTime(1000);
  }
  expect(idle).toBe(true);
});

test('what the app says about the user overrides what the page measures', () => {
  watch(10_000);
  activity.setActive(false);
  expect(idle).toBe(true);
  activity.setActive(true);
  expect(idle).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect(idle).toBe(false);
});

test('the idle time starts when an app that said active hands the decision back to the page', () => {
  watch(10_000);
  activity.setActive(true);
  vi.advanceTimersByTime(60_000);
  activity.setActive(null);
  vi.advanceTimersByTime(9999);
  expect(idle).toBe(false);
  vi.advanceTimersByTime(1);
  expect(idle).toBe(true);
});

test('an app that said inactive and hands the decision back gets what the page measures', () => {
  watch(10_000);
  activity.setActive(false);
  activity.setActive(null);
  expect(idle).toBe(false);
  activity.setActive(false);
  vi.advanceTimersByTime(60_000);
  activity.setActive(null);
  expect(idle).toBe(true);
});

function watch(idleAfterMs: number): void {
  idle = false;
  changes = 0;
  activity = watchActivity(idleAfterMs, (next) => {
    idle = next;
    changes++;
  });
}
