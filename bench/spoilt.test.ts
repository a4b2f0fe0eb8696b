import { expect, test } from 'vitest';
import { measureAgain, Spoilt } from './spoilt.ts';

const spoilt = new Spoilt('The emulator lost an update.');

/** Fails so many times with the error, then measures 7. */
function failing(times: number, error: Error): () => Promise<number> {
  return async () => {
    if (times-- > 0) throw error;
    return 7;
  };
}

test('a measurement that the emulator spoilt is repeated and logged', async () => {
  const logged: string[] = [];
  expect(await measureAgain(failing(2, spoilt), (text) => logged.push(text))).toBe(7);
  expect(logged).toEqual(Array(2).fill('The emulator lost an update. Measuring again.'));
});

test('an emulator that spoils every try ends the measurement', async () => {
  await expect(measureAgain(failing(3, spoilt), () => undefined, 3)).rejects.toBe(spoilt);
});

test('any other error ends the measurement at once', async () => {
  const error = new Error('The document is incorrect.');
  await expect(measureAgain(failing(1, error), () => undefined)).rejects.toBe(error);
});
