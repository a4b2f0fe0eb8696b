import { expect, test, vi } from 'vitest';
import { eventLog } from './event-log.ts';

const line = { uid: 'alice', node: 'status', outcome: 'written', lag: 40, ms: 60 };

test('a log of events has one line for each second, with the number of lines that it left out', () => {
  const write = vi.fn();
  let now = 10_000;
  const log = eventLog(write, () => now);
  for (const time of [10_000, 10_001, 10_999, 11_000, 12_500]) {
    now = time;
    log(line);
  }
  expect(write.mock.calls).toEqual([
    ['presence', line],
    ['presence', { ...line, leftOut: 2 }],
    ['presence', line],
  ]);
});

test('malformed data always gets a line', () => {
  const write = vi.fn();
  const log = eventLog(write, () => 10_000);
  for (const outcome of ['written', 'unchanged', 'invalid', 'invalid']) log({ ...line, outcome });
  expect(write.mock.calls.map(([, { outcome }]) => outcome)).toEqual(['written', 'invalid', 'invalid']);
  expect(write).toHaveBeenCalledWith('presence', { ...line, outcome: 'invalid', leftOut: 1 });
});
