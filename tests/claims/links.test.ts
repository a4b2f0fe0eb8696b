import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { files, type Page, page, pages, read, repository } from './pages.ts';
import { testTitles } from './test-titles.ts';

/** Files of the reader, which a page tells the reader to make. */
const THE_READERS = ['app.ts'];

const FILE_NAME = /^\w[\w@.-]*(\/[\w@.-]+)*\.(ts|mts|json|rules|md|png|tgz)$/;

const links = pages.flatMap((from) =>
  from.links
    .filter(({ target }) => !/^[a-z]+:/.test(target))
    .map((link) => ({ from, ...link, ...resolve(from, link) })),
);

test('every link in the pages leads to a file or a folder', () => {
  expect(links.length).toBeGreaterThan(0);
  const broken = links.filter(({ path }) => !existsSync(join(repository, path)));
  expect(broken.map(({ from, target }) => `${from.path}: ${target}`)).toEqual([]);
});

test('every link to a heading leads to an existing heading', () => {
  const broken = links.filter(({ path, anchor }) => anchor !== undefined && !page(path).anchors.includes(anchor));
  expect(broken.map(({ from, target }) => `${from.path}: ${target}`)).toEqual([]);
});

test('every file name in the pages exists', () => {
  const named = pages.flatMap((from) =>
    from.codes.filter((code) => FILE_NAME.test(code) && !THE_READERS.includes(code)).map((code) => ({ from, code })),
  );
  expect(named.length).toBeGreaterThan(0);
  const missing = named.filter(({ code }) => !files.some((file) => file === code || file.endsWith(`/${code}`)));
  expect(missing.map(({ from, code }) => `${from.path}: ${code}`)).toEqual([]);
});

test('every link to a test names its file or a test title in it', () => {
  const toTests = links.filter(({ path }) => /^tests\/.*\.ts$|\.test\.ts$/.test(path));
  expect(toTests.length).toBeGreaterThan(0);
  const wrong = toTests.filter(({ path, text }) => text !== posix.basename(path) && !testTitles(path).includes(text));
  expect(wrong.map(({ from, path, text }) => `${from.path}: ${path} has no test '${text}'`)).toEqual([]);
});

test('a file contains each name that follows a link to it', () => {
  const named = pages.flatMap((from) =>
    [...from.text.matchAll(/\]\(([^)\s]+\.tsx?)\), `([\w#]+)`/g)].map(([, target = '', name = '']) => ({
      from,
      name,
      ...resolve(from, { target }),
    })),
  );
  expect(named.length).toBeGreaterThan(0);
  const missing = named.filter(({ path, name }) => !new RegExp(`${name}\\b`).test(read(path)));
  expect(missing.map(({ from, path, name }) => `${from.path}: ${path} does not contain ${name}`)).toEqual([]);
});

test('the README lists every page of docs/', () => {
  const listed = links.filter(({ from }) => from.path === 'README.md').map(({ path }) => path);
  const unlisted = pages.map(({ path }) => path).filter((path) => path.startsWith('docs/') && !listed.includes(path));
  expect(unlisted).toEqual([]);
});

function resolve(from: Page, { target }: { target: string }): { path: string; anchor: string | undefined } {
  const [file, anchor] = target.split('#');
  return { path: file ? posix.join(posix.dirname(from.path), file) : from.path, anchor };
}
