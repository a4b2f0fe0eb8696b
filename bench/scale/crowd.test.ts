import { expect, test } from 'vitest';
import { startsOf } from './crowd.ts';
import { instancesFor } from './open-files.ts';

const database = (namespace: string) => ({ host: '127.0.0.1', port: 9000, namespace });
const [one, two] = [database('one'), database('two')];

test('clients are distributed over the databases, and no process has more than it may open', () => {
  const starts = startsOf(50, [one, two], 10);
  expect(starts.map(({ size }) => size).every((size) => size <= 10)).toBe(true);
  const sizeIn = (name: string) =>
    starts.filter(({ database: { namespace } }) => namespace === name).reduce((sum, { size }) => sum + size, 0);
  expect([sizeIn('one'), sizeIn('two')]).toEqual([25, 25]);
});

test('each client is another user', () => {
  const uids = startsOf(23, [one, two], 5).flatMap(({ first, size }) =>
    Array.from({ length: size }, (_, index) => first + index),
  );
  expect(uids).toEqual(Array.from({ length: 23 }, (_, index) => index));
});

test('one database instance holds as many connections as a process can open files', () => {
  expect(instancesFor(10_000, 20_000)).toBe(1);
  expect(instancesFor(50_000, 20_000)).toBe(3);
  expect(instancesFor(50_000, Number.POSITIVE_INFINITY)).toBe(1);
});
