import { join } from 'node:path';
import * as presence from 'firebase-presence';
import * as react from 'firebase-presence/react';
import * as server from 'firebase-presence/server';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { files, pages, read, repository } from './pages.ts';

interface Snippet {
  /** The name of the snippet in an error. */
  name: string;
  text: string;
}

test('every TypeScript snippet of the pages and of the docstrings compiles against the built package', () => {
  const found = [...fromPages(), ...fromDocstrings()];
  expect(found.filter(({ name }) => name.startsWith('README.md'))).not.toEqual([]);
  expect(found.filter(({ name }) => name.startsWith('web-client/src/'))).not.toEqual([]);
  expect(compile(found)).toEqual([]);
});

test('every JSON snippet of the pages is valid JSON', () => {
  for (const { path, blocks } of pages) {
    for (const { text } of blocks.filter(({ language }) => language === 'json')) {
      expect(() => JSON.parse(text), `${path}:\n${text}`).not.toThrow();
    }
  }
});

function fromPages(): Snippet[] {
  return pages.flatMap(({ path, blocks }) =>
    blocks
      .filter(({ language }) => language === 'ts' || language === 'tsx')
      .map(({ text }, index) => ({ name: `${path}, TypeScript block ${index + 1}`, text })),
  );
}

function fromDocstrings(): Snippet[] {
  const sources = files.filter((path) => /^web-client\/src\/.*(?<!\.test)\.tsx?$/.test(path));
  return sources.flatMap((path) => {
    const { statements } = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
    const entry = entryOf(path);
    return statements
      .flatMap((statement) => ts.getJSDocTags(statement))
      .filter(({ tagName }) => tagName.text === 'example')
      .map(({ comment }, index) => ({ name: `${path}, @example ${index + 1}`, text: withImports(comment, entry) }));
  });
}

function entryOf(path: string): keyof typeof ENTRIES {
  if (path.startsWith('web-client/src/server/')) return 'server';
  if (path.startsWith('web-client/src/testing/')) return 'testing';
  return path.startsWith('web-client/src/react/') ? 'react' : 'index';
}

const CORE = `import { ${Object.keys(presence).join(', ')} } from 'firebase-presence';`;

const ENTRIES = {
  index: CORE,
  react: `${CORE}
import { ${Object.keys(react).join(', ')} } from 'firebase-presence/react';`,
  testing: `import { testWorld } from 'firebase-presence/testing';`,
  server: `import { ${Object.keys(server).join(', ')} } from 'firebase-presence/server';
import { getAuth } from 'firebase-admin/auth';
import { getDatabase } from 'firebase-admin/database';
import { getFirestore } from 'firebase-admin/firestore';
declare const change: { before: AdminSnapshot; after: AdminSnapshot };
import type { AdminSnapshot } from 'firebase-presence/server';`,
};

/** Adds the imports, which an example in a docstring leaves out. */
function withImports(comment: ts.JSDocTag['comment'], entry: keyof typeof ENTRIES): string {
  return `${ENTRIES[entry]}
import { initializeApp } from 'firebase/app';
import { indexedDBLocalPersistence, initializeAuth } from 'firebase/auth';
${ts.getTextOfJSDocComment(comment)}`;
}

/** Code of the reader, which snippets use without showing it. */
const THE_READERS = new Map([
  ['firebase.ts', `export declare const app: import('firebase/app').FirebaseApp;`],
  [
    'globals.d.ts',
    `declare const presence: import('firebase-presence').Presence;
declare const room: import('firebase-presence').Room<unknown>;
declare const team: string[];
declare const lastChanged: Date;
declare const config: import('firebase/app').FirebaseOptions;
declare function render(...anything: unknown[]): void;`,
  ],
]);

/** Returns the compile errors. Writes no file: the files exist only in the compiler, in this folder. */
function compile(snippets: readonly Snippet[]): string[] {
  const folder = join(repository, 'tests', 'claims');
  const names = new Map(snippets.map(({ name }, index) => [join(folder, `snippet-${index}.tsx`), name]));
  const virtual = new Map([
    ...[...THE_READERS].map(([file, text]): [string, string] => [join(folder, file), text]),
    ...[...names.keys()].map((file, index): [string, string] => [file, `${snippets[index]?.text}\nexport {};`]),
  ]);
  const program = ts.createProgram([...virtual.keys()], OPTIONS, hostWith(virtual));
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText, start = 0 }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${names.get(file?.fileName ?? '') ?? file?.fileName}, line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: [],
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  jsx: ts.JsxEmit.ReactJSX,
};

function hostWith(virtual: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS);
  return {
    ...host,
    fileExists: (file) => virtual.has(file) || host.fileExists(file),
    readFile: (file) => virtual.get(file) ?? host.readFile(file),
    getSourceFile: (file, version) => {
      const text = virtual.get(file);
      return text === undefined ? host.getSourceFile(file, version) : ts.createSourceFile(file, text, version);
    },
  };
}
