import { expect, test } from 'vitest';
import { firestoreBlockState, wildcardWrites } from './firestore-rules.ts';
import { braceProblem, documentsBlock, matchBlocks, rulesVersion } from './firestore-source.ts';
import { ownFirestoreBlock } from './own-rules.ts';

const withBlock = (block: string): string => `rules_version = '2';
service cloud.firestore {
  match /databases/{db}/documents {
    ${block}
  }
}`;

test('the block of this package is current, whatever its indentation', () => {
  expect(firestoreBlockState(withBlock(ownFirestoreBlock('status')), 'status')).toBe('current');
  expect(firestoreBlockState(withBlock(ownFirestoreBlock('status').replaceAll('  ', '\t')), 'status')).toBe('current');
});

test('the block of another collection is current there, and only there', () => {
  const source = withBlock(ownFirestoreBlock('teams/red/people'));
  expect(firestoreBlockState(source, 'teams/red/people')).toBe('current');
  expect(firestoreBlockState(source, 'people')).toBe('missing');
  expect(firestoreBlockState(source, 'status')).toBe('missing');
});

test('a narrower read makes the block an adapted one', () => {
  const narrower = ownFirestoreBlock('status').replace('allow read: if', 'allow get: if');
  expect(firestoreBlockState(withBlock(narrower), 'status')).toBe('adapted');
});

test('other rules for the same collection take its name', () => {
  expect(firestoreBlockState(withBlock('match /status/{id} { allow read; }'), 'status')).toBe('taken');
  expect(firestoreBlockState(withBlock('match /users/{id} { allow read; }'), 'status')).toBe('missing');
});

test('a block in a comment does not count', () => {
  expect(firestoreBlockState(withBlock('/* match /status/{id} { allow read; } */ // }'), 'status')).toBe('missing');
});

test('a comment does not make rules of the app ours', () => {
  const own = withBlock('match /status/{id} { allow read; /* not presenceGoesOnline() */ }');
  expect(firestoreBlockState(own, 'status')).toBe('taken');
});

test.each([
  ['match /{document=**} { allow read, write: if true; }', 'true'],
  ['match /{collection}/{id} { allow update: if request.auth != null; }', 'request.auth != null'],
  ['match /{document=**} { allow write; }', 'true'],
])('a wildcard that lets clients write statuses is found: %s', (block, condition) => {
  const found = wildcardWrites('firestore.rules', withBlock(`${ownFirestoreBlock('status')}\n${block}`), 'status');
  expect(found.map(({ what }) => what)).toEqual([expect.stringContaining(`allows writes if ${condition}.`)]);
});

test('the fix of a wildcard names all segments of the collection', () => {
  const source = withBlock('match /{document=**} { allow write: if true; }');
  const fixes = ['people', 'teams/red/people'].flatMap((collection) =>
    wildcardWrites('firestore.rules', source, collection).map(({ fix }) => fix),
  );
  expect(fixes).toEqual([
    expect.stringContaining("&& document[0] != 'people',"),
    expect.stringContaining("&& (document[0] != 'teams' || document[1] != 'red' || document[2] != 'people'),"),
  ]);
});

test.each([
  'match /{document=**} { allow write: if false; }',
  'match /{document=**} { allow write /* by: nobody */: if false /* never */; }',
  'match /{document=**} { allow read: if true; }',
  'match /users/{document=**} { allow write: if true; }',
  'match /status/{uid}/notes/{id} { allow write: if true; }',
])('a block that lets no client write statuses is not reported: %s', (block) => {
  expect(wildcardWrites('firestore.rules', withBlock(block), 'status')).toEqual([]);
});

test('the block of all documents and the version are found', () => {
  const source = `// rules_version = '1';\n${withBlock('')}`;
  expect(documentsBlock(matchBlocks(source))?.path).toBe('/databases/{db}/documents');
  expect(rulesVersion(source)).toBe('2');
  expect(rulesVersion('service cloud.firestore {}')).toBe(null);
});

test('a missing brace is found with its place', () => {
  expect(braceProblem(withBlock(''))).toBe(null);
  expect(braceProblem("service { match /a/{b} { // }\n '}' }")?.offset).toBe(8);
  expect(braceProblem('service { } }')?.offset).toBe(12);
});
