import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findJava, parseJavaVersion } from './java.ts';

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['openjdk version "21" 2023-09-19 LTS', 21],
  ['java version "1.8.0_402"', 8],
  ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
])('%s', (text, version) => {
  expect(parseJavaVersion(text)).toBe(version);
});

test('a java on the PATH is taken', async () => {
  const directory = folderWithJava('echo \'openjdk version "17.0.15"\' >&2');
  expect(await findJava({ PATH: directory })).toBe(join(directory, 'java'));
});

test('an old java is refused, and it is said which one would do', async () => {
  const directory = folderWithJava('echo \'java version "1.8.0_402"\' >&2');
  await expect(findJava({ PATH: directory })).rejects.toThrow('is Java 8; the emulators need Java 11 or newer');
});

test('a java that only says where to get one counts as none', async () => {
  const directory = folderWithJava('exit 1');
  await expect(findJava({ PATH: directory })).rejects.toThrow('No Java was found');
});

function folderWithJava(script: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'java-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'java'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, 'java'), 0o755);
  return directory;
}
