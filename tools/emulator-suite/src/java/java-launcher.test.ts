import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

// In these tests, programs that print their arguments, one a line, replace java and node.

const FIRESTORE = ['-Dlevel=FINE', '-jar', 'FIRESTORE', '--host', '127.0.0.1', '--rules', '/a b/firestore.rules'];
const DATABASE = ['-Duser.language=en', '-jar', 'DATABASE', '--port', '9000'];

test('the launcher starts the Firestore emulator of the Google Cloud CLI by its class', () => {
  expect(launcher({ replaces: true }).java(FIRESTORE)).toEqual([
    'java',
    '-Dlevel=FINE',
    '-cp',
    '/sdk root/emulator.jar',
    'com.google.cloud.datastore.emulator.firestore.CloudFirestore',
    'start',
    '--host',
    '127.0.0.1',
    '--rules',
    '/a b/firestore.rules',
  ]);
});

test('the launcher starts the stand-in for the Realtime Database with Node', () => {
  const args = launcher({ replaces: true }).java(DATABASE);
  expect(args).toEqual(['node', '/stand in/bin.mjs', '--port', '9000']);
});

test('the launcher passes all other calls to java unchanged', () => {
  const { java } = launcher({ replaces: false });
  for (const args of [FIRESTORE, DATABASE, ['-version'], ['-jar', '', '']])
    expect(java(args)).toEqual(['java', ...args]);
});

test('the launcher records every emulator, and no other program', () => {
  const { java, started } = launcher({ replaces: true });
  java(['-version']);
  expect(started()).toHaveLength(0);
  java(DATABASE);
  java(['-jar', '/official.jar']);
  expect(started()).toHaveLength(2);
});

test("no emulator starts after the launcher's folder was removed", () => {
  const { java, removeRecord } = launcher({ replaces: true });
  removeRecord();
  expect(() => java(DATABASE)).toThrow();
});

test('without Java the launcher prints a version that firebase-tools accepts, and starts only the stand-in', () => {
  const { run } = launcher({ replaces: true, hasJava: false });
  const { status, stderr } = run(['-Duser.language=en', '-version']);
  expect(status).toBe(0);
  // The regular expression of firebase-tools.
  expect(/version "([1-9][0-9]*).*"/.exec(stderr)?.[1]).toBe('21');
  expect(run(DATABASE).stdout).toContain('node');
  expect(run(['-jar', '/official.jar']).status).toBe(127);
});

function launcher({ replaces, hasJava = true }: { replaces: boolean; hasJava?: boolean }) {
  const directory = mkdtempSync(join(tmpdir(), 'java launcher-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const record = join(directory, 'started');
  mkdirSync(record);
  const markers = { FIRESTORE: join(directory, 'fire store'), DATABASE: join(directory, 'data base') };
  const env = {
    PATH: process.env.PATH,
    EMULATOR_SUITE_FOLDER: directory,
    EMULATOR_SUITE_JAVA: hasJava ? printer(directory, 'java') : '',
    ...(replaces && {
      EMULATOR_SUITE_NODE: printer(directory, 'node'),
      EMULATOR_SUITE_FIRESTORE: markers.FIRESTORE,
      EMULATOR_SUITE_FIRESTORE_JAR: '/sdk root/emulator.jar',
      EMULATOR_SUITE_DATABASE: markers.DATABASE,
      EMULATOR_SUITE_DATABASE_BIN: '/stand in/bin.mjs',
    }),
  };
  const path = fileURLToPath(new URL('java-launcher/java', import.meta.url));
  const marked = (arg: string) =>
    replaces ? arg.replace(/^FIRESTORE$/, markers.FIRESTORE).replace(/^DATABASE$/, markers.DATABASE) : arg;
  return {
    run: (args: readonly string[]) => spawnSync(path, args.map(marked), { env, encoding: 'utf8' }),
    java: (args: readonly string[]) =>
      execFileSync(path, args.map(marked), { env, encoding: 'utf8' }).split('\n').slice(0, -1),
    started: () => readdirSync(record),
    removeRecord: () => rmSync(record, { recursive: true }),
  };
}

function printer(directory: string, name: string): string {
  const path = join(directory, name);
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' ${name} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}
