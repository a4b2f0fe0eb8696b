import { expect, onTestFinished, test, vi } from 'vitest';
import { waitUntil } from './wait-until.ts';

test('a wait does not end a millisecond early, as a timer of Node can', async () => {
  const at = 1_000_000;
  const clock = vi
    .spyOn(Date, 'now')
    .mockReturnValueOnce(at - 2)
    .mockReturnValueOnce(at - 1)
    .mockReturnValue(at);
  onTestFinished(() => clock.mockRestore());
  await waitUntil(at);
  expect(clock.mock.results.at(-1)?.value).toBe(at);
});
