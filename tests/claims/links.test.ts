import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { files, type Page, page, pages, read, repository } from './pages.ts';
import { testTitles } from './test-titles.ts';

/** Files that the reader has, or makes while following a page. */
const THE_READERS = ['app.ts'];

const FILE_NAME = /^\w[\w@.-]*(\/[\w@.-]+)*\.(ts|mts|json|rules|md|png|tgz)$/;

const links = pages.flatMap((from) =>
  from.links
    .filter(({ target }) => !/^[a-z]+:/.test(target))
    .map((link) => ({ from, ...link, ...resolve(from, link) })),
);

test('every link leads to a file or a folder', () => {
  expect(links.length).toBeGreaterThan(0);
  const broken = links.filter(({ path }) => !existsSync(join(repository, path)));
  expect(broken.map(({ from, target }) => `${from.path}: ${target}`)).toEqual([]);
});

test('every link to a heading leads to one', () => {
  const broken = links.filter(({ path, anchor }) => anchor !== undefined && !page(path).anchors.includes(anchor));
  expect(broken.map(({ from, target }) => `${from.path}: ${target}`)).toEqual([]);
});

test('every file that is named exists', () => {
  const named = pages.flatMap((from) =>
    from.codes.filter((code) => FILE_NAME.test(code) && !THE_READERS.includes(code)).map((code) => ({ from, code })),
  );
  expect(named.length).toBeGreaterThan(0);
  const missing = named.filter(({ code }) => !files.some((file) => file === code || file.endsWith(`/${code}`)));
  expect(missing.map(({ from, code }) => `${from.path}: ${code}`)).toEqual([]);
});

test('a link to a test names the file or says the title of a test in it', () => {
  const toTests = links.filter(({ path }) => /^tests\/.*\.ts$|\.test\.ts$/.test(path));
  expect(toTests.length).toBeGreaterThan(0);
  const wrong = toTests.filter(({ path, text }) => text !== posix.basename(path) && !testTitles(path).includes(text));
  expect(wrong.map(({ from, path, text }) => `${from.path}: ${path} has no test '${text}'`)).toEqual([]);
});

test('a name of the code that follows a link to its file stands in that file', () => {
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

test('every page of docs/ is in the index of the README', () => {
  const listed = links.filter(({ from }) => from.path === 'README.md').map(({ path }) => path);
  const unlisted = pages.map(({ path }) => path).filter((path) => path.startsWith('docs/') && !listed.includes(path));
  expect(unlisted).toEqual([]);
});

function resolve(from: Page, { target }: { target: string }): { path: string; anchor: string | undefined } {
  const [file, anchor] = target.split('#');
  return { path: file ? posix.join(posix.dirname(from.path), file) : from.path, anchor };
}
