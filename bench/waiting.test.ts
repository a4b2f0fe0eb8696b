import { expect, test } from 'vitest';
import { waitUntil } from './waiting.ts';

/** Records what the bench logs. */
function listener() {
  const logged: string[] = [];
  return { logged, log: (text: string) => logged.push(text) };
}

test('a condition that is true at once causes no wait', async () => {
  const { logged, log } = listener();
  expect(await waitUntil('it rains', () => true, { log, limitMs: 0 })).toBe(true);
  expect(logged).toEqual([]);
});

test('a condition that becomes true ends the wait', async () => {
  let looks = 0;
  const isThird = async (): Promise<boolean> => ++looks === 3;
  expect(await waitUntil('it rains', isThird, { log: () => undefined })).toBe(true);
});

test('a long wait logs what it waits for, and for how long already', async () => {
  const { logged, log } = listener();
  await waitUntil('it rains', () => logged.length === 2, { log, reminderMs: 1 });
  expect(logged[0]).toMatch(/^waiting until it rains, for \d+ s now$/);
});

test('a wait ends at its limit without an error', async () => {
  expect(await waitUntil('it rains', () => false, { log: () => undefined, limitMs: 1 })).toBe(false);
});
