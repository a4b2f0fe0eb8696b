import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { oldestJavaFor, parseJavaVersion, requireJava, searchJava } from './java.ts';
import { JAVA_LAUNCHER, javaCandidates } from './java-candidates.ts';

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['openjdk version "21" 2023-09-19 LTS', 21],
  ['java version "1.8.0_402"', 8],
  ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
])('%s', (text, version) => {
  expect(parseJavaVersion(text)).toBe(version);
});

test('each version of firebase-tools has its oldest Java', () => {
  expect(['13.29.1', '14.27.0', '15.34.0', '16.0.0'].map(oldestJavaFor)).toEqual([11, 11, 21, 21]);
});

test('JAVA_HOME comes before the PATH, and the PATH before the folders of Debian', () => {
  const folder = emptyFolder();
  const [home, first, second, debian] = ['home/bin', 'first', 'second', 'jvm/17/bin'].map((name) =>
    javaIn(join(folder, name), '17.0.15'),
  );
  const env = { JAVA_HOME: join(folder, 'home'), PATH: `${folder}/first:${folder}/second` };
  expect(javaCandidates({ ...env, EMULATOR_SUITE_JAVA_FOLDER: join(folder, 'jvm') })).toEqual([
    home,
    first,
    second,
    debian,
  ]);
});

test('a java with two names is one candidate, and our launcher is none', () => {
  const folder = emptyFolder();
  const java = javaIn(join(folder, 'jvm/17/bin'), '17.0.15');
  symlinkSync(join(folder, 'jvm/17'), join(folder, 'jvm/default'));
  const env = { PATH: `${JAVA_LAUNCHER}:${dirname(java)}`, EMULATOR_SUITE_JAVA_FOLDER: join(folder, 'jvm') };
  expect(javaCandidates(env)).toEqual([java]);
});

test('a folder without java and a JAVA_HOME that does not exist are skipped', () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'jvm/empty'), { recursive: true });
  const env = { JAVA_HOME: '/gone', PATH: folder, EMULATOR_SUITE_JAVA_FOLDER: join(folder, 'jvm') };
  expect(javaCandidates(env)).toEqual([]);
  expect(javaCandidates({ EMULATOR_SUITE_JAVA_FOLDER: join(folder, 'nowhere') })).toEqual([]);
});

test('the first java that is new enough is used', async () => {
  const folder = emptyFolder();
  const javas = ['1.8.0_402', '17.0.15', '25'].map((version) => javaIn(join(folder, version), version));
  expect(requireJava(await searchJava({}, 11, javas))).toBe(javas[1]);
  expect(requireJava(await searchJava({}, 21, javas))).toBe(javas[2]);
});

test('an old java gives an error with its version and the required one', async () => {
  const java = javaIn(emptyFolder(), '1.8.0_402');
  const search = await searchJava({}, 11, [java]);
  expect(() => requireJava(search)).toThrow(`${java} is Java 8.\nThe emulators need Java 11 or newer`);
});

test('a java that only prints where to get one counts as none', async () => {
  const java = javaIn(emptyFolder(), undefined);
  const search = await searchJava({}, 21, [java]);
  expect(() => requireJava(search)).toThrow(/No Java was found.*Install Java 21 or newer/);
});

function emptyFolder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'java-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** A program that prints this version of Java. Without a version it fails. */
function javaIn(folder: string, version: string | undefined): string {
  const path = join(folder, 'java');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${version === undefined ? 'exit 1' : `echo 'openjdk version "${version}"' >&2`}\n`);
  chmodSync(path, 0o755);
  return path;
}
