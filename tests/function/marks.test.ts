import { afterEach, expect, test, vi } from 'vitest';
import { marksOf } from '../../functions/src/due.ts';
import { newInstance } from '../kit/new-instance.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const LOSS = { at: 3000, lostAt: 1000 };

/** Collects the values for which the transactions of this process calculate a new value. */
function valuesOfTransactions(place: object): unknown[] {
  const values: unknown[] = [];
  const prototype: { transaction: (update: (value: unknown) => unknown, ...rest: unknown[]) => unknown } =
    Object.getPrototypeOf(place);
  const { transaction } = prototype;
  vi.spyOn(prototype, 'transaction').mockImplementation(function (this: unknown, update, ...rest) {
    const recorded = (value: unknown): unknown => {
      values.push(value);
      return update(value);
    };
    return Reflect.apply(transaction, this, [recorded, ...rest]);
  });
  return values;
}

test('a tick deletes a mark with one write, and does not guess first that there is no mark', async () => {
  const { root } = await newInstance('marks');
  const marks = marksOf(root);
  const mark = await marks.markLoss('alice', LOSS);
  const values = valuesOfTransactions(root);
  expect(await marks.replace('alice', mark, null)).toBe(true);
  expect(values).toEqual([{ at: 3000, lost_at: 1000 }]);
  expect(await marks.read('alice')).toBeNull();
});

test('a mark that has changed since it was read stays, and one that another tick deleted is not written again', async () => {
  const { root } = await newInstance('marks');
  const marks = marksOf(root);
  const mark = await marks.markLoss('alice', LOSS);
  const moved = await marks.ensure('alice', { at: 0, lostAt: null });
  expect(await marks.replace('alice', mark, null)).toBe(false);
  expect(await marks.read('alice')).toEqual(moved);
  expect(await marks.replace('alice', moved, null)).toBe(true);
  expect(await marks.replace('alice', moved, { ...moved, at: 9000 })).toBe(false);
  expect(await marks.read('alice')).toBeNull();
});
