import { expect, test } from 'vitest';
import { Figures } from '../figures.ts';
import { Spoilt } from '../spoilt.ts';
import { Wrong } from '../until-received.ts';
import type { MeasuredSystem } from './measured-system.ts';
import { race, SPOILT_ROUNDS, WRONG_ROUNDS } from './race.ts';

const WARM_UP = 5;

/** Takes 1 ms to come online and 2 to go offline, except in rounds whose act fails. The first five rounds are the warm-up. */
function system(name: string, fails: (act: 'come' | 'go', round: number) => Error | null = () => null): MeasuredSystem {
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

test('a lost update is counted and logged, and the race goes on', async () => {
  const logged: string[] = [];
  const flaky = system('flaky', (act, round) => (act === 'come' && (round === 1 || round === 3) ? lost : null));
  const figures = new Figures(await race([flaky, system('steady')], 10, (text) => logged.push(text)));
  expect(figures.find('online', 'flaky', SPOILT_ROUNDS)).toBe(2);
  expect(figures.find('online', 'steady', SPOILT_ROUNDS)).toBe(0);
  expect(figures.find('online', 'flaky', 'p50')).toBeCloseTo(1, 2);
  expect(logged).toContain('flaky: The emulator lost an update. The round does not count.');
});

test('a round whose start was lost does not measure its end', async () => {
  // The watcher still shows the user offline, so it would show the end before it happens.
  const flaky = system('flaky', (act, round) => (act === 'come' && round === 0 ? lost : null));
  flaky.goesOffline = async () => -5;
  const figures = new Figures(await race([flaky], 1, () => undefined));
  expect(figures.find('offline', 'flaky', 'p99')).toBe(0);
});

test('a lost update in the warm-up does not count', async () => {
  const flaky = system('flaky', (act, round) => (act === 'go' && round === -1 ? lost : null));
  const figures = new Figures(await race([flaky], 2, () => undefined));
  expect(figures.find('online', 'flaky', SPOILT_ROUNDS)).toBe(0);
});

test('a watcher that receives nothing any more ends the race', async () => {
  const silent = system('silent', () => lost);
  await expect(race([silent], 10, () => undefined)).rejects.toThrow('silent: 6 rounds in a row failed');
});

test('an incorrect document counts separately, and the race goes on', async () => {
  const sample = system('sample', (act, round) => (act === 'go' && round === 2 ? new Wrong('It has online.') : null));
  const figures = new Figures(await race([sample], 10, () => undefined));
  expect(figures.find('online', 'sample', WRONG_ROUNDS)).toBe(1);
  expect(figures.find('online', 'sample', SPOILT_ROUNDS)).toBe(0);
});

test('an error of the bench itself ends the race', async () => {
  const wrong = system('wrong', (act, round) =>
    act === 'go' && round === 2 ? new Error('The page did not load.') : null,
  );
  await expect(race([wrong], 10, () => undefined)).rejects.toThrow('The page did not load.');
});

test('the race logs its progress', async () => {
  const logged: string[] = [];
  await race([system('steady')], 20, (text) => logged.push(text));
  expect(logged).toHaveLength(10);
  expect(logged[1]).toBe('round 2 of 20');
});
