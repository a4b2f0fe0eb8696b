import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as presence from 'firebase-presence';
import * as react from 'firebase-presence/react';
import * as server from 'firebase-presence/server';
import * as withoutFirestore from 'firebase-presence/without-firestore';
import ts from 'typescript';
import { expect, test } from 'vitest';
import manifest from '../../web-client/package.json' with { type: 'json' };
import { apiReport } from './api-report.ts';
import { files, read, repository } from './pages.ts';

/** The names of their files of types. */
const ENTRIES = Object.keys(manifest.exports)
  .filter((path) => path !== './package.json')
  .map((path) => (path === '.' ? 'index' : path.slice('./'.length)));

test.for(ENTRIES)('web-client/api/%s.api.md is the public API of that entry', async (entry) => {
  const hint = 'The public API changed. To update its report: npm test -- claims -u';
  await expect(apiReport(entry), hint).toMatchFileSnapshot(`../../web-client/api/${entry}.api.md`);
});

test('web-client/api has a report of each entry, and no other one', () => {
  expect(readdirSync(join(repository, 'web-client/api'))).toEqual(ENTRIES.map((entry) => `${entry}.api.md`).sort());
});

test('every exported function has an example', () => {
  const functions = [presence, react, server, ownOfWithoutFirestore()].flatMap(Object.keys);
  functions.push('testWorld');
  expect(functionsWithExample().sort()).toEqual(functions.filter((name) => name !== 'PresenceError').sort());
});

test('the entry without-firestore exports a part of the main entry', () => {
  expect(Object.keys(presence)).toEqual(expect.arrayContaining(Object.keys(withoutFirestore)));
  expect(Object.keys(ownOfWithoutFirestore()).sort()).toEqual([
    'getOnlineCount',
    'getPresence',
    'getStatus',
    'getStatuses',
    'initializePresence',
    'onMyStatusChanged',
    'onOnlineUsersChanged',
    'onStatusChanged',
    'onStatusesChanged',
  ]);
});

test('the React entry imports only what the entry without-firestore exports too', () => {
  const [, names = ''] = /import \{([^}]*)\} from "firebase-presence";/.exec(read('web-client/dist/react.js')) ?? [];
  const imported = names.split(',').map((name) => name.trim());
  expect(imported).toContain('onStatusChanged');
  expect(Object.keys(withoutFirestore)).toEqual(expect.arrayContaining(imported));
});

/** What the entry without-firestore exports by the same name as the main entry, with other code. */
function ownOfWithoutFirestore(): object {
  const shared: ReadonlySet<unknown> = new Set(Object.values(presence));
  return Object.fromEntries(Object.entries(withoutFirestore).filter(([, value]) => !shared.has(value)));
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
