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
  expect(firestoreBlockState(withBlock(ownFirestoreBlock()))).toBe('current');
  expect(firestoreBlockState(withBlock(ownFirestoreBlock().replaceAll('  ', '\t')))).toBe('current');
});

test('a narrower read makes the block an adapted one', () => {
  const narrower = ownFirestoreBlock().replace('allow read: if', 'allow get: if');
  expect(firestoreBlockState(withBlock(narrower))).toBe('adapted');
});

test('other rules for the same collection take its name', () => {
  expect(firestoreBlockState(withBlock('match /status/{id} { allow read; }'))).toBe('taken');
  expect(firestoreBlockState(withBlock('match /users/{id} { allow read; }'))).toBe('missing');
});

test('a block in a comment does not count', () => {
  expect(firestoreBlockState(withBlock('/* match /status/{id} { allow read; } */ // }'))).toBe('missing');
});

test.each([
  ['match /{document=**} { allow read, write: if true; }', 'true'],
  ['match /{collection}/{id} { allow update: if request.auth != null; }', 'request.auth != null'],
  ['match /{document=**} { allow write; }', 'true'],
])('a wildcard that lets clients write statuses is found: %s', (block, condition) => {
  const found = wildcardWrites('firestore.rules', withBlock(`${ownFirestoreBlock()}\n${block}`));
  expect(found.map(({ what }) => what)).toEqual([expect.stringContaining(`allows writes if ${condition}.`)]);
});

test.each([
  'match /{document=**} { allow write: if false; }',
  'match /{document=**} { allow read: if true; }',
  'match /users/{document=**} { allow write: if true; }',
  'match /status/{uid}/notes/{id} { allow write: if true; }',
])('a block that lets no client write statuses is not reported: %s', (block) => {
  expect(wildcardWrites('firestore.rules', withBlock(block))).toEqual([]);
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
