import { expect, test } from 'vitest';
import { customStatusOf } from './custom-status.ts';
import { toServerTime } from './dates.ts';
import { readUserStatus } from './user-status.ts';

const SERVER_NOW = Date.UTC(2026, 0, 1);
/** The clock of this device is an hour slow. */
const CLOCKS = { server: SERVER_NOW, device: SERVER_NOW - 3_600_000 };

test('a Date of the app is read by the clock of this device', () => {
  expect(toServerTime(new Date(CLOCKS.device + 1000), CLOCKS)).toBe(SERVER_NOW + 1000);
});

test('the lastChanged of a status is not shifted by a wrong clock', () => {
  const fields = { state: 'online', last_changed: { toMillis: () => SERVER_NOW } };
  const { lastChanged } = readUserStatus('alice', fields, SERVER_NOW);
  expect(lastChanged && toServerTime(lastChanged, CLOCKS)).toBe(SERVER_NOW);
});

test('the expiresAt of a custom status is not shifted by a wrong clock', () => {
  const stored = { text: 'Lunch', emoji: null, expiresAt: SERVER_NOW + 1000 };
  const expiresAt = customStatusOf(stored, SERVER_NOW)?.expiresAt;
  expect(expiresAt && toServerTime(expiresAt, CLOCKS)).toBe(SERVER_NOW + 1000);
});
