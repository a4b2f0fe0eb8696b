import { expect, test } from 'vitest';
import { type InitRecord, readRecord, recordOf, textOfRecord, undone } from './record.ts';

const EMPTY: InitRecord = { changes: [], marks: {}, installedIn: null, copied: null };

const merge = (before: string | null, after: string) => ({
  path: 'a',
  before,
  skeleton: '{\n}\n',
  after,
  findings: [],
  marks: {},
});

const undo = (text: string, ...merges: ReturnType<typeof merge>[]) =>
  undone(
    merges.reduce((record, one) => recordOf(record, { changes: [one], marks: {}, collection: 'status' }), EMPTY),
    () => text,
  ).map(({ after }) => after);

test('an undo gives back the text of before, to the byte', () => {
  const before = '{\n  // mine\n  "a": 1\n}';
  const after = '{\n  "p": 0,\n  // mine\n  "a": 1\n}';
  expect(undo(after, merge(before, after))).toEqual([before]);
});

test('an undo keeps what the app changed since', () => {
  const after = '{\n  "p": 0,\n  "a": 1\n}\n';
  expect(undo('{\n  "z": 9,\n  "p": 0,\n  "a": 2\n}\n', merge('{\n  "a": 1\n}\n', after))).toEqual([
    '{\n  "z": 9,\n  "a": 2\n}\n',
  ]);
});

test('an undo deletes a file that init created, unless the app has added to it', () => {
  const after = '{\n  "p": 0\n}\n';
  expect(undo(after, merge(null, after))).toEqual([null]);
  expect(undo('{\n  "mine": 1,\n  "p": 0\n}\n', merge(null, after))).toEqual(['{\n  "mine": 1,\n}\n']);
});

test('two runs of init are taken back in reverse order', () => {
  const [first, second] = ['{\n  "p": 0\n}\n', '{\n  "p": 1\n}\n'];
  expect(undo(second, merge(null, first), merge(first, second))).toEqual([null]);
});

test('an undo fails when the lines of init have changed', () => {
  expect(() => undo('{\n  "p": 5\n}\n', merge('{\n}\n', '{\n  "p": 0\n}\n'))).toThrow(
    'lines that init wrote have changed',
  );
});

test('a record is read as it was written', () => {
  const changes = [merge(null, '{\n  "p": 0\n}\n')];
  const record = recordOf(EMPTY, { changes, marks: { a: { status: '12' } }, collection: 'people' });
  expect(readRecord({ folder: '', read: () => textOfRecord(record) })).toEqual(record);
  expect(() => readRecord({ folder: '', read: () => '[]' })).toThrow('not a record');
});
