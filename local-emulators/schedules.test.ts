import { expect, test } from 'vitest';
import { parseSchedule } from './schedules.ts';

test('a schedule is a function and its seconds', () => {
  expect(parseSchedule('sweepLeases=60')).toEqual({ name: 'sweepLeases', everyMs: 60_000 });
});

test.each(['sweepLeases', 'sweepLeases=', 'sweepLeases=0', 'sweepLeases=often', '=60', 'a b=60'])(
  '%j is refused with a reason',
  (text) => {
    expect(() => parseSchedule(text)).toThrow(text);
  },
);
