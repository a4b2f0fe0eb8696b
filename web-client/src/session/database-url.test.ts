import { expect, test } from 'vitest';
import { spellingsOf } from './database-url.ts';

const URL = 'https://example-default-rtdb.firebaseio.com';

test.each([URL, `${URL}/`])(
  'the database of the config %j may be written with a slash or without, or be left out',
  (databaseURL) => {
    const all = [undefined, URL, `${URL}/`];
    expect(spellingsOf({ databaseURL }).sort()).toEqual(all.toSorted());
    expect(spellingsOf({ databaseURL }, URL).sort()).toEqual(all.toSorted());
  },
);

test('a database that the config does not name is found by the project', () => {
  expect(spellingsOf({ projectId: 'example' })).toEqual([undefined, URL, `${URL}/`]);
  expect(spellingsOf({})).toEqual([undefined]);
});

test('a database of another URL is never the own one', () => {
  expect(spellingsOf({ databaseURL: URL }, 'http://127.0.0.1:9000?ns=other')).toEqual([
    'http://127.0.0.1:9000?ns=other',
    'http://127.0.0.1:9000/?ns=other',
  ]);
});
