import { expect, test } from 'vitest';
import { storedCustomStatus } from './choices.ts';
import { customStatusOf } from './custom-status.ts';

const HOUR_MS = 3_600_000;
const SERVER_NOW = Date.UTC(2026, 0, 1);

test.each([0, 26 * HOUR_MS, -2 * HOUR_MS])(
  'a one-hour custom status ends in an hour when the device clock is %d milliseconds ahead',
  (ahead) => {
    const deviceNow = SERVER_NOW + ahead;
    const expiresAt = new Date(deviceNow + HOUR_MS);
    expect(storedCustomStatus({ text: 'Lunch', expiresAt }, SERVER_NOW, deviceNow).expiresAt).toBe(
      SERVER_NOW + HOUR_MS,
    );
  },
);

test('a custom status that the app reads and writes again keeps its end', () => {
  const deviceNow = SERVER_NOW + 26 * HOUR_MS;
  const stored = { text: 'Lunch', emoji: null, expiresAt: SERVER_NOW + HOUR_MS };
  const expiresAt = customStatusOf(stored, SERVER_NOW)?.expiresAt ?? new Date(0);
  expect(storedCustomStatus({ text: 'Late lunch', expiresAt }, SERVER_NOW, deviceNow).expiresAt).toBe(stored.expiresAt);
});
