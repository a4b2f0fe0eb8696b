import { expect, test } from 'vitest';
import { figuresAbout } from '../figure.ts';
import { Figures } from '../figures.ts';
import { BACK_IN_TIME, SHOWN_OFFLINE } from './crowds.ts';
import { shownOfflineTarget } from './part.ts';

const after = (inTime: number, shown: number): Figures => {
  const figure = figuresAbout({ bench: 'scale', event: '1,000 users', system: 'ours' });
  return new Figures([
    figure(`all: ${BACK_IN_TIME}`, 'users', inTime),
    figure(`all: ${SHOWN_OFFLINE}`, 'users', shown),
  ]);
};

test('the target of a mass loss is one of a hundred users', () => {
  expect(shownOfflineTarget(after(1000, 10)).missed).toEqual([]);
  expect(shownOfflineTarget(after(1000, 11)).missed).toEqual(['1,000 users, 11 of 1,000']);
});

test('a mass loss from which no user is back in time does not reach the target', () => {
  expect(shownOfflineTarget(after(0, 0)).missed).toEqual(['1,000 users: no user was back in time on this machine']);
});

test('the target counts both kinds of losses', () => {
  const both = new Figures([...after(0, 0).all, ...after(200, 3).all]);
  expect(shownOfflineTarget(both).missed).toEqual(['1,000 users, 3 of 200']);
});
