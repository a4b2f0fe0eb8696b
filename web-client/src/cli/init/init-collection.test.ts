import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseJson, valueAt } from '../text/json.ts';
import { init, undoInit } from './init.ts';
import { undone } from './record.ts';
import { APP, filesIn, folderWith, linesOnlyIn, OPTIONS, silent } from './test-project.ts';

test('statuses in another collection leave an app its own collection status', async () => {
  const own = { ...APP, 'rules/firestore.rules': APP['rules/firestore.rules'].replace('/items/', '/status/') };
  const folder = folderWith(own);
  const terminal = silent();
  expect(await init(folder, { ...OPTIONS, collection: 'people' }, terminal)).toBe(0);
  const after = filesIn(folder);
  expect(linesOnlyIn(own['rules/firestore.rules'], after['rules/firestore.rules'] ?? '')).toEqual([]);
  expect(after['rules/firestore.rules']).toContain('    match /people/{uid} {\n      allow read: if');
  const indexes = parseJson('indexes.json', after['rules/indexes.json'] ?? '');
  expect(valueAt(indexes, 'fieldOverrides', 0, 'collectionGroup')).toBe('people');
  expect(after['function-kits/presence/config-presence/.env']).toContain('PRESENCE_COLLECTION=people\n');
  expect(terminal.said()).toContain("getPresence(app, { collection: 'people' });");
  // The next run finds the collection in the parameters.
  const second = silent();
  expect(await init(folder, OPTIONS, second)).toBe(0);
  expect(second.said()).toContain('Nothing to change.');
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(own);
});

test.each(['people/', 'teams/red', 'a b', '{document=**}'])('--collection %s is refused', async (collection) => {
  const folder = folderWith(APP);
  const message = `--collection ${collection} is not the path of a collection.`;
  await expect(init(folder, { ...OPTIONS, collection }, silent())).rejects.toThrow(message);
  expect(filesIn(folder)).toEqual(APP);
});

test('init refuses another collection than the functions in the project write', async () => {
  const folder = folderWith(APP);
  await init(folder, OPTIONS, silent());
  await expect(init(folder, { ...OPTIONS, collection: 'people' }, silent())).rejects.toMatchObject({
    message: 'The functions in this project write into the collection status, not into people.',
    fix: expect.stringContaining('PRESENCE_COLLECTION=people into function-kits/presence/config-presence/.env'),
  });
});

test('an undo finds the exemption of another collection behind which the app added one', async () => {
  const folder = folderWith({});
  await init(folder, { ...OPTIONS, collection: 'people' }, silent());
  const path = join(folder, 'firestore.indexes.json');
  const indexes = JSON.parse(readFileSync(path, 'utf8'));
  const own = { collectionGroup: 'items', fieldPath: 'text', indexes: [] };
  writeFileSync(path, JSON.stringify({ ...indexes, fieldOverrides: [...indexes.fieldOverrides, own] }));
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(JSON.parse(readFileSync(path, 'utf8')).fieldOverrides).toEqual([own]);
});

test('after a change of the collection, init replaces its rules and its exemption, and an undo takes that back', async () => {
  const folder = folderWith({ ...APP, 'src/presence.ts': "getPresence(app, { collection: 'people' });\n" });
  const before = filesIn(folder);
  await init(folder, OPTIONS, silent());
  const first = filesIn(folder);
  changeCollection(folder, 'people');
  const terminal = silent();
  expect(await init(folder, OPTIONS, terminal)).toBe(0);
  expect(terminal.said()).toContain('-    match /status/{uid} {\n+    match /people/{uid} {');
  const after = filesIn(folder);
  const renamed = (path: string): string | undefined => first[path]?.replace(/(\/|")status\b/, '$1people');
  for (const path of ['rules/firestore.rules', 'rules/indexes.json']) expect(after[path]).toBe(renamed(path));
  const second = silent();
  await init(folder, OPTIONS, second);
  expect(second.said()).toContain('Nothing to change.');
  changeCollection(folder, null);
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(before);
});

test('what init wrote for an earlier collection stays if the app changed it, and init says so each time', async () => {
  const folder = folderWith(APP);
  await init(folder, OPTIONS, silent());
  const [rules, indexes] = [join(folder, 'rules/firestore.rules'), join(folder, 'rules/indexes.json')];
  writeFileSync(
    rules,
    readFileSync(rules, 'utf8').replace('allow read: if request.auth', 'allow get: if request.auth'),
  );
  const exemption = JSON.parse(readFileSync(indexes, 'utf8'));
  exemption.fieldOverrides[0].ttl = true;
  writeFileSync(indexes, JSON.stringify(exemption));
  changeCollection(folder, 'people');
  for (const _ of ['once', 'again']) {
    const terminal = silent();
    expect(await init(folder, OPTIONS, terminal)).toBe(0);
    expect(terminal.said()).toMatch(
      /note earlier-collection-kept\n {2}rules\/firestore\.rules:\d+: .* match \/status\/\{uid\}/,
    );
    expect(terminal.said()).toMatch(
      /note earlier-collection-kept\n {2}rules\/indexes\.json:\d+: .* status\.last_changed/,
    );
  }
  for (const path of [rules, indexes])
    expect(readFileSync(path, 'utf8')).toMatch(/status[\s\S]*people|people[\s\S]*status/);
});

test.each([
  ['another project of the app', { '.env.shop-staging': 'PRESENCE_COLLECTION=status\n' }],
  ['no project of the app', {}],
])('rules for a collection that %s uses', async (_, parameters: Record<string, string>) => {
  const projects = { default: 'shop', staging: 'shop-staging' };
  const folder = folderWith({ ...APP, '.firebaserc': JSON.stringify({ projects }) });
  await init(folder, OPTIONS, silent());
  changeCollection(folder, 'people');
  for (const [name, text] of Object.entries(parameters)) writeFileSync(join(folder, PARAMETERS, name), text);
  await init(folder, OPTIONS, silent());
  const stays = Object.keys(parameters).length > 0;
  const after = filesIn(folder);
  expect(after['rules/firestore.rules']?.includes('match /status/{uid}')).toBe(stays);
  expect(after['rules/indexes.json']?.includes('"status"')).toBe(stays);
});

test("an app's own exemption for the earlier collection stays", async () => {
  const own = '{ "fieldOverrides": [{ "collectionGroup": "status", "fieldPath": "last_changed", "indexes": [] }] }';
  const folder = folderWith({ ...APP, 'rules/indexes.json': own });
  await init(folder, OPTIONS, silent());
  changeCollection(folder, 'people');
  await init(folder, OPTIONS, silent());
  const indexes = parseJson('indexes.json', filesIn(folder)['rules/indexes.json'] ?? '');
  expect(valueAt(indexes, 'fieldOverrides', 0, 'collectionGroup')).toBe('people');
  expect(valueAt(indexes, 'fieldOverrides', 1, 'collectionGroup')).toBe('status');
});

test('an undo after a change of the collection finds the exemption behind which the app added one', async () => {
  const folder = folderWith({});
  await init(folder, OPTIONS, silent());
  mkdirSync(join(folder, PARAMETERS), { recursive: true });
  changeCollection(folder, 'people');
  await init(folder, OPTIONS, silent());
  const path = join(folder, 'firestore.indexes.json');
  const own = { collectionGroup: 'items', fieldPath: 'text', indexes: [] };
  const indexes = JSON.parse(readFileSync(path, 'utf8'));
  for (const text of [
    readFileSync(path, 'utf8').replace(/\}(\s+\])/, `},\n    ${JSON.stringify(own)}$1`),
    JSON.stringify({ ...indexes, fieldOverrides: [...indexes.fieldOverrides, own] }),
  ]) {
    writeFileSync(path, text);
    const record = JSON.parse(readFileSync(join(folder, '.firebase-presence.json'), 'utf8'));
    const files = undone(record, (name) => readFileSync(join(folder, name), 'utf8'));
    const after = files.find((file) => file.path === 'firestore.indexes.json')?.after ?? '';
    expect(JSON.parse(after).fieldOverrides).toEqual([own]);
  }
});

const PARAMETERS = 'function-kits/presence/config-presence';

/** Changes PRESENCE_COLLECTION by hand, as an operator does. Null: the default. */
function changeCollection(folder: string, collection: string | null): void {
  const path = join(folder, PARAMETERS, '.env');
  const before = existsSync(path) ? readFileSync(path, 'utf8').replace(/PRESENCE_COLLECTION=.*\n/, '') : '';
  writeFileSync(path, collection === null ? before : `${before}PRESENCE_COLLECTION=${collection}\n`);
}
