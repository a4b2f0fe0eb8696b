import * as presence from 'firebase-presence';
import * as react from 'firebase-presence/react';
import * as server from 'firebase-presence/server';
import * as withoutFirestore from 'firebase-presence/without-firestore';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { files, read } from './pages.ts';

/** The entries of the package: `exports` in web-client/package.json. */
const ENTRIES = ['index', 'without-firestore', 'react', 'server', 'testing'];

test('web-client/api.d.ts contains the exported types, for reviews', async () => {
  const types = ENTRIES.map((name) => `// firebase-presence${name === 'index' ? '' : `/${name}`}\n\n${typesOf(name)}`);
  await expect(types.join('\n')).toMatchFileSnapshot('../../web-client/api.d.ts');
});

test('every exported function has an example', () => {
  const functions = [presence, react, server].flatMap(Object.keys).filter((name) => name !== 'PresenceError');
  // This getPresence is that of without-firestore.
  functions.push('testWorld', 'getPresence');
  expect(functionsWithExample().sort()).toEqual(functions.sort());
});

test('the entry without-firestore exports a part of the main entry', () => {
  const { getPresence, ...rest } = withoutFirestore;
  expect(presence).toMatchObject(rest);
  expect(getPresence).not.toBe(presence.getPresence);
});

function typesOf(entry: string): string {
  return read(`web-client/dist/${entry}.d.ts`).replace(/^\/\/[#/].*\n?/gm, '');
}

function functionsWithExample(): string[] {
  const sources = files.filter((path) => /^web-client\/src\/.*(?<!\.test)\.tsx?$/.test(path));
  return sources.flatMap((path) => {
    const { statements } = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
    return statements
      .filter(ts.isFunctionDeclaration)
      .filter((statement) => ts.getJSDocTags(statement).some(({ tagName }) => tagName.text === 'example'))
      .map(({ name }) => name?.text ?? '');
  });
}
