import { expect, test } from 'vitest';
import { spellingsOf } from './database-url.ts';

const URL = 'https://example-default-rtdb.firebaseio.com';

test.each([URL, `${URL}/`])(
  'presence finds the database of the config %j with or without a slash, and without a URL',
  (databaseURL) => {
    const all = [undefined, URL, `${URL}/`];
    expect(spellingsOf({ databaseURL }).sort()).toEqual(all.toSorted());
    expect(spellingsOf({ databaseURL }, URL).sort()).toEqual(all.toSorted());
  },
);

test('presence finds the database by the project when the config has no databaseURL', () => {
  expect(spellingsOf({ projectId: 'example' })).toEqual([undefined, URL, `${URL}/`]);
  expect(spellingsOf({})).toEqual([undefined]);
});

test('the database of another URL is never the database of the config', () => {
  expect(spellingsOf({ databaseURL: URL }, 'http://127.0.0.1:9000?ns=other')).toEqual([
    'http://127.0.0.1:9000?ns=other',
    'http://127.0.0.1:9000/?ns=other',
  ]);
});
