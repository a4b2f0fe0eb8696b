import { expect, test } from 'vitest';
import { changedLines } from './changed-lines.ts';

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const changed = (before: unknown, after: unknown): string[] =>
  changedLines(json(before), json(after)).flatMap((line) => (line.changed ? [line.text.trim()] : []));

test('only the lines with another value have changed', () => {
  expect(changed({ state: 'online', last_changed: 1 }, { state: 'online', last_changed: 2 })).toEqual([
    '"last_changed": 2',
  ]);
});

test('a line that only gets a comma has not changed', () => {
  expect(changed({ a: 1 }, { a: 1, b: 2 })).toEqual(['"b": 2']);
});

test('of new data, brackets alone have not changed', () => {
  expect(changed({}, { a: { b: 1 } })).toEqual(['"a": {', '"b": 1']);
});

test('no line of equal data has changed', () => {
  expect(changed({ a: { b: 1 } }, { a: { b: 1 } })).toEqual([]);
});
