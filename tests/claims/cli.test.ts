import { expect, test } from 'vitest';
import { files, page, read } from './pages.ts';

test('docs/cli.md explains each finding of the command', () => {
  const sources = files.filter((path) => /^web-client\/src\/cli\/.*(?<!\.test)\.ts$/.test(path)).map(read);
  const findings = sources.flatMap((text) => [...text.matchAll(/\bcode(?: =|:) '([\w-]+)'/g)].map(([, code]) => code));
  expect(findings.length).toBeGreaterThan(0);
  const explained = page('docs/cli.md').tables.flatMap((rows) => rows.map(([name]) => name));
  expect([...new Set(findings)].filter((code) => !explained.includes(code))).toEqual([]);
});
