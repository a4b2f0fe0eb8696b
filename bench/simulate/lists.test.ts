import { expect, test } from 'vitest';
import { Figures } from '../figures.ts';
import { figuresOfList } from './lists.ts';
import { TYPICAL } from './usage.ts';

const figures = new Figures(figuresOfList(5000, { ...TYPICAL, sessionMinutes: 30 }));
const readsOf = (system: string) => figures.find('5,000 online', system, 'documents read');

test('a list costs one read for each online user, up to its limit', () => {
  expect(readsOf('one list')).toBe(5000);
  expect(readsOf('one list with a limit of 1,000')).toBe(1000);
  expect(figures.find('5,000 online', 'one list', '$')).toBeCloseTo(0.003);
});

test('an hour of watching costs one read for each user who comes or goes', () => {
  expect(readsOf('an hour of watching the list')).toBe(5000 + 4 * 5000);
});
