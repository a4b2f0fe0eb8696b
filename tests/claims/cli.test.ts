import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { files, page, read } from './pages.ts';

test('docs/cli.md explains each finding of the command', () => {
  const sources = files.filter((path) => /^web-client\/src\/cli\/.*(?<!\.test)\.ts$/.test(path)).map(read);
  const findings = sources.flatMap((text) => [...text.matchAll(/\bcode(?: =|:) '([\w-]+)'/g)].map(([, code]) => code));
  expect(findings.length).toBeGreaterThan(0);
  const explained = page('docs/cli.md').tables.flatMap((rows) => rows.map(([name]) => name));
  expect([...new Set(findings)].filter((code) => !explained.includes(code))).toEqual([]);
});

test('docs/cli.md shows the help that the command prints', () => {
  const command = fileURLToPath(new URL('../../web-client/dist/cli/main.js', import.meta.url));
  const help = execFileSync(process.execPath, [command, '--help'], { encoding: 'utf8' });
  expect(page('docs/cli.md').blocks.map(({ text }) => text.trim())).toContain(
    `$ npx firebase-presence --help\n${help.trim()}`,
  );
});
