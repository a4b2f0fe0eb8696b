import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import downloads from 'firebase-tools/lib/emulator/downloadableEmulatorInfo.json' with { type: 'json' };
import { expect, onTestFinished, test } from 'vitest';
import { chooseSources, describeSources, needsJava, substitute } from './sources.ts';

test('an emulator in the cache of firebase-tools is used without a download', async () => {
  const cache = cacheWith('firestore', 'database');
  const sources = await chooseSources(['auth', 'firestore', 'database'], {
    officialOnly: false,
    hasJava: true,
    env: { FIREBASE_EMULATORS_PATH: cache },
    download: () => expect.fail('a download'),
  });
  expect(sources).toEqual({ firestore: { kind: 'official' }, database: { kind: 'official' } });
});

test('an emulator that the user names is used', async () => {
  const env = { FIREBASE_EMULATORS_PATH: cacheWith('database'), DATABASE_EMULATOR_BINARY_PATH: '/mine.jar' };
  const wish = { officialOnly: true, hasJava: true, env, download: () => expect.fail('a download') };
  expect(await chooseSources(['database'], wish)).toEqual({ database: { kind: 'named', path: '/mine.jar' } });
});

test('without Java the stand-in runs, even if the official emulator is in the cache', async () => {
  const env = { FIREBASE_EMULATORS_PATH: cacheWith('database') };
  const wish = { officialOnly: false, hasJava: false, env, download: () => expect.fail('a download') };
  const sources = await chooseSources(['auth', 'database'], wish);
  expect(sources).toEqual({ database: { kind: 'stand-in', because: 'no Java' } });
  expect(needsJava(sources)).toBe(false);
  expect(await chooseSources(['database'], { ...wish, officialOnly: true })).toEqual({
    database: { kind: 'official' },
  });
});

test('all emulators except the stand-in need Java', () => {
  const official = { kind: 'official' } as const;
  expect(needsJava({})).toBe(false);
  expect(needsJava({ database: official })).toBe(true);
  expect(needsJava({ firestore: official, database: { kind: 'stand-in', because: 'no Java' } })).toBe(true);
});

test('the option for official emulators downloads one that is missing', async () => {
  const cache = cacheWith();
  const download = async (name: 'firestore' | 'database') => addTo(cache, name);
  const env = { FIREBASE_EMULATORS_PATH: cache };
  expect(await chooseSources(['database'], { officialOnly: true, hasJava: true, env, download })).toEqual({
    database: { kind: 'official' },
  });
});

test('the option for official emulators throws if the download fails', async () => {
  const wish = {
    officialOnly: true,
    hasJava: true,
    env: { FIREBASE_EMULATORS_PATH: cacheWith() },
    download: async () => {},
  };
  await expect(chooseSources(['firestore'], wish)).rejects.toThrow('npx firebase setup:emulators:firestore');
});

test('the stand-in replaces the Realtime Database emulator, the Google Cloud CLI that of Firestore', () => {
  expect(substitute('database', false, undefined)).toEqual({ kind: 'stand-in', because: 'no download' });
  expect(substitute('firestore', false, '/sdk/emulator.jar')).toEqual({
    kind: 'google-cloud-cli',
    jar: '/sdk/emulator.jar',
  });
});

test('without any Firestore emulator the error names where to get one', () => {
  expect(() => substitute('firestore', false, undefined)).toThrow(/gcloud components install/);
});

test('each emulator is described in one line', () => {
  const lines = describeSources({
    firestore: { kind: 'official' },
    database: { kind: 'stand-in', because: 'no download' },
  });
  expect(lines).toEqual([
    `Firestore: the official emulator ${downloads.firestore.version}`,
    expect.stringMatching(/^Realtime Database: the Node stand-in .+$/),
  ]);
});

function cacheWith(...names: ('firestore' | 'database')[]): string {
  const cache = mkdtempSync(join(tmpdir(), 'sources-test-'));
  onTestFinished(() => rmSync(cache, { recursive: true }));
  for (const name of names) addTo(cache, name);
  return cache;
}

function addTo(cache: string, name: 'firestore' | 'database'): void {
  writeFileSync(join(cache, downloads[name].downloadPathRelativeToCacheDir), '');
}
