import { expect, test } from 'vitest';
import { insertFirst } from './insert-first.ts';

const ITEM = '"a": {\n  "b": 1\n}';

function insert(text: string, item = ITEM): string {
  return insertFirst(text, { start: text.indexOf('{') + 1, end: text.lastIndexOf('}') }, item, ',');
}

test('an empty block gets the item on lines of its own', () => {
  expect(insert('{}')).toBe('{\n  "a": {\n    "b": 1\n  }\n}');
});

test('the item takes the indentation and the line breaks of the file', () => {
  expect(insert('{\r\n\t"z": 1\r\n}')).toBe('{\r\n\t"a": {\r\n\t\t"b": 1\r\n\t},\r\n\t"z": 1\r\n}');
  expect(insert('{\n    "z": 1\n}')).toBe('{\n    "a": {\n        "b": 1\n    },\n    "z": 1\n}');
});

test('a comment behind the brace and comments above the first item stay where they are', () => {
  expect(insert('{ // mine\n  // about z\n  "z": 1\n}', '"a": 1')).toBe(
    '{ // mine\n  "a": 1,\n  // about z\n  "z": 1\n}',
  );
});

test('a block that contains only a comment needs no comma', () => {
  expect(insert('{\n  // nothing yet\n}', '"a": 1')).toBe('{\n  "a": 1\n  // nothing yet\n}');
});

test('a block on one line keeps its items', () => {
  expect(insert('{ "z": 1 }', '"a": 1')).toBe('{ "a": 1, "z": 1 }');
  expect(insert('{"z": 1}', '"a": 1')).toBe('{ "a": 1, "z": 1}');
  expect(insert('{ "z": 1 }')).toBe('{\n  "a": {\n    "b": 1\n  },\n  "z": 1 }');
});
