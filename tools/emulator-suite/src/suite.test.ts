import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { functionsNodeOf, readSuite, selectEmulators, selectHelpers } from './suite.ts';

const CONFIG = {
  database: {},
  firestore: {},
  emulators: { auth: { host: '0.0.0.0', port: 9099 }, database: { port: '9000' }, hub: { port: 4400 }, ui: {} },
};

test('the emulators of all configured products are selected', () => {
  expect(selectEmulators(CONFIG, undefined)).toEqual([
    { name: 'auth', title: 'Authentication', host: '0.0.0.0', port: 9099 },
    { name: 'firestore', title: 'Firestore', host: '127.0.0.1', port: undefined },
    { name: 'database', title: 'Realtime Database', host: '127.0.0.1', port: 9000 },
  ]);
});

test('--only leaves out the other emulators, also when it names a part of one', () => {
  const names = selectEmulators(CONFIG, 'database:demo-default-rtdb,hosting').map(({ name }) => name);
  expect(names).toEqual(['database']);
});

test('the Cloud Tasks emulator starts with functions, and only with them', () => {
  const config = { functions: {}, emulators: { tasks: { port: 9499 }, functions: {}, auth: {} } };
  const tasks = { name: 'tasks', title: 'Cloud Tasks', host: '127.0.0.1', port: 9499 };
  expect(selectHelpers(config, selectEmulators(config, undefined))).toContainEqual(tasks);
  expect(selectHelpers(config, selectEmulators(config, 'functions:presence'))).toContainEqual(tasks);
  expect(selectHelpers(config, selectEmulators(config, 'auth')).map(({ name }) => name)).toEqual(['hub', 'logging']);
});

test('the newest Node of all codebases is read', () => {
  const none = () => undefined;
  expect(functionsNodeOf({ functions: [{}, { runtime: 'nodejs20' }, { runtime: 'nodejs22' }] }, none)).toBe(22);
  expect(functionsNodeOf({ functions: { runtime: 'nodejs20' } }, none)).toBe(20);
  expect(functionsNodeOf({ functions: { runtime: 'python312' } }, none)).toBeUndefined();
});

test('a codebase without a runtime, such as a kit, runs on the Node of its package.json', () => {
  const engines: Record<string, string> = { 'function-kits/presence/source': '22', functions: '>=20' };
  const engineIn = (source: string) => engines[source];
  expect(functionsNodeOf({ functions: [{ source: 'function-kits/presence/source' }] }, engineIn)).toBe(22);
  expect(functionsNodeOf({ functions: {} }, engineIn)).toBe(20);
  expect(functionsNodeOf({ functions: { runtime: 'nodejs18' } }, engineIn)).toBe(18);
});

test('the project and the ports come from the files', () => {
  const directory = project({ firebase: CONFIG, rc: { projects: { default: 'demo-presence' } } });
  const suite = readSuite(join(directory, 'firebase.json'), undefined);
  expect(suite).toMatchObject({ project: 'demo-presence', directory });
  expect(suite.helpers.map(({ port }) => port)).toEqual([4400, undefined]);
});

test('the Node of the functions comes from their folder', () => {
  const directory = project({
    firebase: { ...CONFIG, functions: [{ source: 'kit' }] },
    rc: { projects: { default: 'demo-presence' } },
  });
  mkdirSync(join(directory, 'kit'));
  writeFileSync(join(directory, 'kit', 'package.json'), JSON.stringify({ engines: { node: '22' } }));
  expect(readSuite(join(directory, 'firebase.json'), undefined).functionsNode).toBe(22);
});

test('a project that could be a real one is rejected', () => {
  const directory = project({ firebase: CONFIG, rc: { projects: { default: 'presence-prod' } } });
  expect(() => readSuite(join(directory, 'firebase.json'), undefined)).toThrow('begins with "demo-"');
});

test('a selection without any emulator is rejected', () => {
  const directory = project({ firebase: CONFIG, rc: {} });
  expect(() => readSuite(join(directory, 'firebase.json'), 'hosting')).toThrow('configures none of: hosting');
});

test('the error names a firebase.json that does not exist', () => {
  expect(() => readSuite('nowhere/firebase.json', undefined)).toThrow(/nowhere\/firebase\.json cannot be read/);
});

function project({ firebase, rc }: { firebase: object; rc: object }): string {
  const directory = mkdtempSync(join(tmpdir(), 'suite-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'firebase.json'), JSON.stringify(firebase));
  writeFileSync(join(directory, '.firebaserc'), JSON.stringify(rc));
  return directory;
}
