import { expect, test } from 'vitest';
import { databaseUrls, regionOf } from './database-url.ts';

test('the address of the database is found in a config and in a file of variables', () => {
  const text = '\nconst config = {\n  databaseURL: "https://a-default-rtdb.europe-west1.firebasedatabase.app",\n};';
  const found = databaseUrls([
    { path: 'firebase.ts', text },
    { path: '.env', text: 'VITE_DATABASE_URL=https://a.firebaseio.com\nVITE_OTHER=1' },
    { path: 'other.ts', text: 'databaseURL: import.meta.env.VITE_DATABASE_URL' },
  ]);
  expect(found).toEqual([
    { url: 'https://a-default-rtdb.europe-west1.firebasedatabase.app', path: 'firebase.ts', line: 3 },
    { url: 'https://a.firebaseio.com', path: '.env', line: 1 },
  ]);
});

test('the region is in the address', () => {
  expect(regionOf('https://a-default-rtdb.europe-west1.firebasedatabase.app')).toBe('europe-west1');
  expect(regionOf('https://a-default-rtdb.firebaseio.com/')).toBe('us-central1');
  expect(regionOf('http://127.0.0.1:9000?ns=a')).toBe(null);
});
