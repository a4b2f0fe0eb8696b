import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test.each([
  ['Lunch 🍜 👩‍👩‍👧', 'Lunch 🍜 👩‍👩‍👧'],
  ['Hi\u001b[2J\u001b]52;c;eA==\u0007', 'Hi\\u001b[2J\\u001b]52;c;eA==\\u0007'],
  ['Hi\u009b2J', 'Hi\\u009b2J'],
  ["Hi'\nAccount: does not exist", "Hi'\\u000aAccount: does not exist"],
  ['Hi\u2028\u202etfel', 'Hi\\u2028\\u202etfel'],
])('printable(%j) is one line without commands for the terminal', (text, expected) => {
  expect(printable(text)).toBe(expected);
});
