import { expect, test } from 'vitest';
import { namesOf } from './parts.ts';
import { SelectionError, select } from './selection.ts';

test('without names, all parts run except those on demand', () => {
  const names = select([]).parts.flatMap(namesOf);
  expect(names).toEqual(expect.arrayContaining(['build', 'check', 'size', 'unit', 'function', 'browser']));
  expect(names).not.toContain('webkit');
});

test('named groups share a suite, and the build runs before groups that need it', () => {
  const { parts } = select(['function', 'rules', 'react']);
  expect(parts.map(namesOf)).toEqual([['build'], ['rules', 'function'], ['react']]);
});

test('groups that need no build run without it', () => {
  expect(select(['rules', 'model']).parts.map(namesOf)).toEqual([['model'], ['rules']]);
});

test('options go to the launcher or to vitest', () => {
  const { vitestOptions, launcherOptions } = select(['rules', '-t', 'a title', '--emulators', 'official', '-u']);
  expect(vitestOptions).toEqual(['-t', 'a title', '-u']);
  expect(launcherOptions).toEqual(['--emulators', 'official']);
});

test('a file name goes to vitest', () => {
  const { parts, vitestOptions } = select(['model', 'tests/model/mirror.test.ts', '-t', 'order']);
  expect(parts.map(namesOf)).toEqual([['model']]);
  expect(vitestOptions).toEqual(['tests/model/mirror.test.ts', '-t', 'order']);
});

test('a file without its group is an error', () => {
  expect(() => select(['tests/model/mirror.test.ts'])).toThrow(/^Name the group of tests\/model\/mirror\.test\.ts\./);
});

test('the error for an unknown name lists the known names', () => {
  expect(() => select(['rule'])).toThrow(SelectionError);
  expect(() => select(['rule'])).toThrow(/no group of tests "rule".*protocol, rules, attack/s);
});
