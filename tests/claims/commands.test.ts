import { expect, test } from 'vitest';
import { namesOf, PARTS } from '../runner/parts.ts';
import { page, pages, read } from './pages.ts';

interface Command {
  page: string;
  text: string;
  script: string;
  workspace: string | undefined;
}

test('every npm script in the pages exists', () => {
  const mentioned = pages.flatMap(({ path, blocks, codes }) =>
    [...blocks.map(({ text }) => text), ...codes].flatMap((code) => scriptsIn(path, code)),
  );
  expect(mentioned.length).toBeGreaterThan(0);
  const missing = mentioned.filter(({ script, workspace }) => !scriptNames(workspace).includes(script));
  expect(missing.map(({ page: path, text }) => `${path}: ${text}`)).toEqual([]);
});

test('every test group in the pages exists, and CONTRIBUTING explains each group', () => {
  const mentioned = pages.flatMap(({ path, blocks, codes }) =>
    [...blocks.map(({ text }) => text), ...codes].flatMap((code) => groupsIn(code).map((group) => ({ path, group }))),
  );
  const known = PARTS.flatMap(namesOf);
  expect(mentioned.filter(({ group }) => !known.includes(group))).toEqual([]);
  const explained = mentioned.filter(({ path }) => path === 'CONTRIBUTING.md').map(({ group }) => group);
  expect(
    PARTS.filter(({ kind }) => kind === 'tests')
      .flatMap(namesOf)
      .filter((group) => !explained.includes(group)),
  ).toEqual([]);
});

test('CONTRIBUTING explains every npm script', () => {
  const { path, codes } = page('CONTRIBUTING.md');
  const mentioned = codes.flatMap((code) => scriptsIn(path, code)).map(({ script }) => script);
  expect([...new Set(mentioned)].sort()).toEqual([...scriptNames(undefined)].sort());
});

/** `npm test -- rules function -t title` names two groups. */
function groupsIn(code: string): string[] {
  return [...code.matchAll(/\bnpm test -- (.+)/g)].flatMap(([, words = '']) => {
    const all = words.split(' ');
    const end = all.findIndex((word) => !/^\w[\w-]*$/.test(word));
    return end < 0 ? all : all.slice(0, end);
  });
}

function scriptsIn(path: string, code: string): Command[] {
  return [...code.matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test))\b([^\n&|]*)/g)].map((match) => ({
    page: path,
    text: match[0],
    script: match[1] ?? match[2] ?? '',
    workspace: / -w (\S+)/.exec(match[3] ?? '')?.[1],
  }));
}

function scriptNames(workspace: string | undefined): string[] {
  const manifest = workspace === undefined ? 'package.json' : `${workspace}/package.json`;
  return Object.keys(JSON.parse(read(manifest)).scripts);
}
