import { expect, test } from 'vitest';
import { Figures } from '../figures.ts';
import { Spoilt } from '../spoilt.ts';
import { Wrong } from '../told.ts';
import { race, SPOILT_ROUNDS, WRONG_ROUNDS } from './race.ts';
import type { Rival } from './rival.ts';

const WARM_UP = 5;

/** Takes 1 ms to come and 2 to go, except in the rounds in which its act fails; the warm-up has the first five. */
function rival(name: string, fails: (act: 'come' | 'go', round: number) => Error | null = () => null): Rival {
  let round = -1;
  const act = async (which: 'come' | 'go', ms: number): Promise<number> => {
    const error = fails(which, round - WARM_UP);
    if (error) throw error;
    return ms;
  };
  return {
    name,
    comesOnline: () => {
      round++;
      return act('come', 1);
    },
    goesOffline: () => act('go', 2),
    close: async () => undefined,
  };
}

const lost = new Spoilt('The emulator lost an update.');

test('a lost update is counted and said, and the race goes on', async () => {
  const said: string[] = [];
  const flaky = rival('flaky', (act, round) => (act === 'come' && (round === 1 || round === 3) ? lost : null));
  const figures = new Figures(await race([flaky, rival('steady')], 10, (text) => said.push(text)));
  expect(figures.find('online', 'flaky', SPOILT_ROUNDS)).toBe(2);
  expect(figures.find('online', 'steady', SPOILT_ROUNDS)).toBe(0);
  expect(figures.find('online', 'flaky', 'p50')).toBeCloseTo(1, 2);
  expect(said).toContain('flaky: The emulator lost an update. The round does not count.');
});

test('a round whose start was lost says nothing of its end', async () => {
  // The watcher still shows the user offline, so the end would be told before it happened.
  const flaky = rival('flaky', (act, round) => (act === 'come' && round === 0 ? lost : null));
  flaky.goesOffline = async () => -5;
  const figures = new Figures(await race([flaky], 1, () => undefined));
  expect(figures.find('offline', 'flaky', 'p99')).toBe(0);
});

test('a lost update in the warm-up is not counted', async () => {
  const flaky = rival('flaky', (act, round) => (act === 'go' && round === -1 ? lost : null));
  const figures = new Figures(await race([flaky], 2, () => undefined));
  expect(figures.find('online', 'flaky', SPOILT_ROUNDS)).toBe(0);
});

test('a watcher who is never told any more ends the race', async () => {
  const deaf = rival('deaf', () => lost);
  await expect(race([deaf], 10, () => undefined)).rejects.toThrow('deaf: 6 rounds in a row failed');
});

test('a wrong document is counted apart, and the race goes on', async () => {
  const sample = rival('sample', (act, round) => (act === 'go' && round === 2 ? new Wrong('It says online.') : null));
  const figures = new Figures(await race([sample], 10, () => undefined));
  expect(figures.find('online', 'sample', WRONG_ROUNDS)).toBe(1);
  expect(figures.find('online', 'sample', SPOILT_ROUNDS)).toBe(0);
});

test('a fault of the bench itself ends the race', async () => {
  const wrong = rival('wrong', (act, round) =>
    act === 'go' && round === 2 ? new Error('The page did not load.') : null,
  );
  await expect(race([wrong], 10, () => undefined)).rejects.toThrow('The page did not load.');
});

test('the race says how far it is', async () => {
  const said: string[] = [];
  await race([rival('steady')], 20, (text) => said.push(text));
  expect(said).toHaveLength(10);
  expect(said[1]).toBe('round 2 of 20');
});
