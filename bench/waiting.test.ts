import { expect, test } from 'vitest';
import { waitUntil } from './waiting.ts';

/** Listens to what the bench says. */
function listener() {
  const said: string[] = [];
  return { said, say: (text: string) => said.push(text) };
}

test('a condition that is true at once is not waited for', async () => {
  const { said, say } = listener();
  expect(await waitUntil('it rains', () => true, { say, limitMs: 0 })).toBe(true);
  expect(said).toEqual([]);
});

test('a condition that becomes true ends the wait', async () => {
  let looks = 0;
  const isThird = async (): Promise<boolean> => ++looks === 3;
  expect(await waitUntil('it rains', isThird, { say: () => undefined })).toBe(true);
});

test('a long wait says what it waits for, and how long already', async () => {
  const { said, say } = listener();
  await waitUntil('it rains', () => said.length === 2, { say, reminderMs: 1 });
  expect(said[0]).toMatch(/^waits until it rains, for \d+ s now$/);
});

test('a wait in vain ends at its limit, without an error', async () => {
  expect(await waitUntil('it rains', () => false, { say: () => undefined, limitMs: 1 })).toBe(false);
});
