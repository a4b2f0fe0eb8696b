import { expect, test } from 'vitest';
import { SelectionError, select, USAGE } from './selection.ts';

test('without names, all parts run in the suite', () => {
  expect(select([]).parts).toEqual([
    'cost',
    'size',
    'latency',
    'cold-start',
    'scale',
    'rooms',
    'hostile',
    'lists',
    'simulate',
  ]);
  expect(select([]).isOffline).toBe(false);
});

test('parts that only calculate, and stored figures, need no suite', () => {
  expect(select(['simulate', 'lists']).isOffline).toBe(true);
  expect(select(['simulate', 'cost']).isOffline).toBe(false);
  expect(select(['--kept', 'cost']).isOffline).toBe(true);
});

test('an unknown part or option is an error with the usage', () => {
  expect(() => select(['simulation'])).toThrow('Unknown part: simulation');
  expect(() => select(['--fast'])).toThrow(SelectionError);
  expect(() => select(['--fast'])).toThrow(USAGE);
});

test('the usage names every part and every option', () => {
  for (const word of [...select([]).parts, '--quick', '--kept', '--config', '--help']) expect(USAGE).toContain(word);
});
