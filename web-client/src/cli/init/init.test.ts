import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { markOf } from '../rules/block-state.ts';
import { statusBlock } from '../rules/firestore-rules.ts';
import { condensed } from '../rules/firestore-source.ts';
import type { Terminal } from '../terminal.ts';
import { parseJson, valueAt } from '../text/json.ts';
import { type InitOptions, init, undoInit } from './init.ts';
import { undone } from './record.ts';

const OPTIONS: InitOptions = {
  yes: true,
  replace: false,
  json: false,
  install: false,
  firestoreDatabase: '(default)',
  version: '0.1.0',
};

const APP = {
  'firebase.json': `{
  // hosting of the shop
  "hosting": { "public": "dist" },
  "functions": {
    "source": "functions",
    "runtime": "nodejs22" // as in production
  },
  "database": { "rules": "database.rules.json" },
  "firestore": { "rules": "rules/firestore.rules", "indexes": "rules/indexes.json" }
}
`,
  'database.rules.json': `{
  "rules": {
    /* The carts. */
    "carts": {
      "$uid": { ".read": "auth.uid === $uid", ".write": "auth.uid === $uid" } // own cart only
    }
  }
}`,
  'rules/firestore.rules': `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    // The items are public.
    match /items/{id} {
      allow read; // everyone
    }
  }
}
`,
  'rules/indexes.json':
    '{\n  "indexes": [],\n  "fieldOverrides": [\n    { "collectionGroup": "items", "fieldPath": "text", "indexes": [] }\n  ]\n}\n',
  'src/firebase.ts': "initializeApp({ databaseURL: 'https://shop-default-rtdb.europe-west1.firebasedatabase.app' });\n",
  'package.json': '{ "name": "shop" }\n',
};

test('an empty project gets every file, and loses them again', async () => {
  const folder = folderWith({});
  expect(await init(folder, OPTIONS, silent())).toBe(0);
  expect(Object.keys(filesIn(folder)).sort()).toEqual([
    '.firebase-presence.json',
    'database.rules.json',
    'firebase.json',
    'firestore.indexes.json',
    'firestore.rules',
    'function-kits/presence/source/.gitignore',
    'function-kits/presence/source/package.json',
    'function-kits/presence/source/src/index.ts',
    'function-kits/presence/source/tsconfig.json',
  ]);
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual({});
  expect(existsSync(join(folder, 'function-kits'))).toBe(false);
});

test("an app's own lines and comments stay, in their order", async () => {
  const folder = folderWith(APP);
  await init(folder, OPTIONS, silent());
  const after = filesIn(folder);
  for (const path of ['database.rules.json', 'rules/firestore.rules', 'rules/indexes.json'] as const) {
    expect(linesOnlyIn(APP[path], after[path] ?? ''), path).toEqual([]);
  }
  expect(after['firebase.json']).toContain('"runtime": "nodejs22" // as in production');
  const json = parseJson('firebase.json', after['firebase.json'] ?? '');
  expect(valueAt(json, 'functions')).toEqual([
    {
      kit: 'presence',
      sourcePackage: { name: 'firebase-presence-functions' },
      source: 'function-kits/presence/source',
      instances: { presence: 'function-kits/presence/config-presence' },
      predeploy: ['npm --prefix "$RESOURCE_DIR" run build'],
    },
    { source: 'functions', runtime: 'nodejs22' },
  ]);
  expect(after['function-kits/presence/config-presence/.env']).toContain('PRESENCE_REGION=europe-west1');
});

test('a second run changes nothing', async () => {
  const folder = folderWith(APP);
  await init(folder, OPTIONS, silent());
  const first = filesIn(folder);
  const terminal = silent();
  expect(await init(folder, OPTIONS, terminal)).toBe(0);
  expect(terminal.said()).toContain('Nothing to change.');
  expect(filesIn(folder)).toEqual(first);
});

test('an undo gives back every file, to the byte', async () => {
  const folder = folderWith(APP);
  await init(folder, OPTIONS, silent());
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(APP);
});

test('an undo keeps what the app added behind our parts', async () => {
  const folder = folderWith({});
  await init(folder, OPTIONS, silent());
  const rules = join(folder, 'database.rules.json');
  writeFileSync(
    rules,
    readFileSync(rules, 'utf8').replace(/\n {4}\}\n {2}\}\n\}\n$/, '\n    },\n    "mine": {}\n  }\n}\n'),
  );
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(Object.keys(filesIn(folder))).toEqual(['database.rules.json']);
  expect(valueAt(parseJson(rules, readFileSync(rules, 'utf8')), 'rules')).toEqual({ mine: {} });
});

test('nothing is written without a terminal and without --yes', async () => {
  const folder = folderWith(APP);
  const terminal = silent();
  expect(await init(folder, { ...OPTIONS, yes: false }, terminal)).toBe(1);
  expect(terminal.said()).toContain('To write the changes, add --yes.');
  expect(terminal.said()).toContain('+    "status": {');
  expect(filesIn(folder)).toEqual(APP);
});

test('a person is asked, and can refuse', async () => {
  const folder = folderWith(APP);
  const refusing = { ...silent(), isInteractive: true, confirm: async () => false };
  expect(await init(folder, { ...OPTIONS, yes: false }, refusing)).toBe(1);
  expect(filesIn(folder)).toEqual(APP);
  const agreeing = { ...silent(), isInteractive: true, confirm: async () => true };
  expect(await init(folder, { ...OPTIONS, yes: false }, agreeing)).toBe(0);
});

test('broken JSON is named with its line, and nothing is written', async () => {
  const broken = { ...APP, 'database.rules.json': '{\n  "rules": {\n    "a": {}\n    "b": {}\n  }\n}\n' };
  const folder = folderWith(broken);
  await expect(init(folder, OPTIONS, silent())).rejects.toMatchObject({ file: 'database.rules.json', line: 4 });
  expect(filesIn(folder)).toEqual(broken);
});

test('rules of the app with our names stop init, unless they may be replaced', async () => {
  const clashing = {
    ...APP,
    'database.rules.json': '{\n  "rules": {\n    "status": { ".read": true },\n    "carts": {}\n  }\n}\n',
    'rules/firestore.rules': APP['rules/firestore.rules'].replace('/items/', '/status/'),
  };
  const folder = folderWith(clashing);
  const terminal = silent();
  expect(await init(folder, OPTIONS, terminal)).toBe(1);
  expect(terminal.said()).toContain('database.rules.json:3: the app has rules of its own for /status.');
  expect(terminal.said()).toContain('rules/firestore.rules:5: the app has rules of its own for the collection status.');
  expect(terminal.said(), 'a change that init does not make').not.toContain('+++');
  expect(filesIn(folder)).toEqual(clashing);
  expect(await init(folder, { ...OPTIONS, replace: true }, silent())).toBe(0);
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(clashing);
});

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

test('permissions that reach our places are reported', async () => {
  const open = {
    ...APP,
    'database.rules.json': '{\n  "rules": {\n    ".write": "auth != null"\n  }\n}\n',
    'rules/firestore.rules': APP['rules/firestore.rules']
      .replace('/items/{id}', '/{document=**}')
      .replace('allow read;', 'allow write;'),
  };
  const terminal = silent();
  expect(await init(folderWith(open), OPTIONS, terminal)).toBe(0);
  expect(terminal.said()).toContain('warning rules-above\n  database.rules.json:3: ');
  expect(terminal.said()).toContain('warning wildcard-write\n  rules/firestore.rules:6: ');
});

test('blocks that the app narrowed stay', async () => {
  const folder = folderWith(APP);
  await init(folder, OPTIONS, silent());
  const rules = join(folder, 'rules/firestore.rules');
  const narrowed = readFileSync(rules, 'utf8').replace('allow read: if request.auth', 'allow get: if request.auth');
  writeFileSync(rules, narrowed);
  const terminal = silent();
  expect(await init(folder, OPTIONS, terminal)).toBe(0);
  expect(terminal.said()).toContain('note rules-adapted');
  expect(readFileSync(rules, 'utf8')).toBe(narrowed);
});

test('blocks of an earlier version are replaced', async () => {
  const folder = folderWith(APP);
  await init(folder, OPTIONS, silent());
  const [rules, record] = [join(folder, 'rules/firestore.rules'), join(folder, '.firebase-presence.json')];
  const current = readFileSync(rules, 'utf8');
  // As if the version that wrote them had had another limit.
  const earlier = current.replace("value(60, 's')", "value(30, 's')");
  const block = statusBlock(earlier, 'status');
  const mark = markOf(condensed(earlier.slice(block?.start, block?.end)));
  const json = JSON.parse(readFileSync(record, 'utf8'));
  json.marks['rules/firestore.rules'] = { 'match /status/{uid}': mark };
  writeFileSync(rules, earlier);
  writeFileSync(record, JSON.stringify(json));
  expect(await init(folder, OPTIONS, silent())).toBe(0);
  expect(readFileSync(rules, 'utf8')).toBe(current);
});

test('the rules go into the service, not into a comment that contains its name', async () => {
  const rules = "rules_version = '2';\n// service cloud.firestore {\nservice cloud.firestore {\n}\n// }\n";
  const folder = folderWith({ ...APP, 'rules/firestore.rules': rules });
  await init(folder, OPTIONS, silent());
  const after = filesIn(folder)['rules/firestore.rules'] ?? '';
  expect(after).toMatch(/\{\nservice cloud\.firestore \{\n {2}match \/databases/);
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)['rules/firestore.rules']).toBe(rules);
});

test('a folder of the project can be the functions', async () => {
  const folder = folderWith({ ...APP, 'presence/package.json': '{ "name": "firebase-presence-functions" }' });
  await init(folder, { ...OPTIONS, directory: 'presence' }, silent());
  const json = parseJson('firebase.json', filesIn(folder)['firebase.json'] ?? '');
  expect(valueAt(json, 'functions', 0)).toEqual({
    kit: 'presence',
    source: 'presence',
    instances: { presence: 'function-kits/presence/config-presence' },
  });
});

test('a packed package is copied into the folder that is deployed, and an undo removes it', async () => {
  const folder = folderWith({ ...APP, 'packs/functions-0.1.0.tgz': 'packed' });
  const before = filesIn(folder);
  const terminal = silent();
  await init(folder, { ...OPTIONS, package: join(folder, 'packs/functions-0.1.0.tgz') }, terminal);
  const source = 'function-kits/presence/source';
  const manifest = JSON.parse(filesIn(folder)[`${source}/package.json`] ?? '');
  expect(manifest.dependencies['firebase-presence-functions']).toBe('file:functions-0.1.0.tgz');
  expect(filesIn(folder)[`${source}/functions-0.1.0.tgz`]).toBe('packed');
  expect(terminal.said()).toContain(`${source}/functions-0.1.0.tgz: a copy of `);
  await undoInit(folder, OPTIONS, silent());
  expect(filesIn(folder)).toEqual(before);
});

test('init says that the functions in the project come from another package, and accepts the same one', async () => {
  const folder = folderWith({ ...APP, 'functions-0.1.0.tgz': 'packed' });
  const packed = { ...OPTIONS, package: join(folder, 'functions-0.1.0.tgz') };
  await init(folder, OPTIONS, silent());
  await expect(init(folder, packed, silent())).rejects.toMatchObject({
    message: expect.stringContaining(
      'come from firebase-presence-functions ^0.1.0, and --package means file:functions',
    ),
    fix: expect.stringContaining('init --undo'),
  });
  await undoInit(folder, OPTIONS, silent());
  expect(await init(folder, packed, silent())).toBe(0);
  expect(await init(folder, packed, silent())).toBe(0);
});

test('an undo that stopped at a changed block continues after the steps of its fix', async () => {
  const folder = folderWith(APP);
  await init(folder, OPTIONS, silent());
  const [rules, record] = [join(folder, 'rules/firestore.rules'), join(folder, '.firebase-presence.json')];
  const narrowed = readFileSync(rules, 'utf8').replace('request.auth != null;', 'request.auth.token.staff;');
  writeFileSync(rules, narrowed);
  await expect(undoInit(folder, OPTIONS, silent())).rejects.toMatchObject({
    file: 'rules/firestore.rules',
    fix: expect.stringContaining('remove each entry of rules/firestore.rules from "changes"'),
  });
  writeFileSync(rules, APP['rules/firestore.rules']);
  const { changes, ...rest } = JSON.parse(readFileSync(record, 'utf8'));
  const others = changes.filter(({ path }: { path: string }) => path !== 'rules/firestore.rules');
  writeFileSync(record, JSON.stringify({ ...rest, changes: others }));
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(APP);
});

test.each([
  ['./nowhere.tgz', 'There is no file ./nowhere.tgz.'],
  ['../functions', 'is neither the name of an npm package nor a .tgz file'],
])('--package %s is refused, and says why', async (wanted, message) => {
  const folder = folderWith(APP);
  await expect(init(folder, { ...OPTIONS, package: wanted }, silent())).rejects.toThrow(message);
  expect(filesIn(folder)).toEqual(APP);
});

const SOURCE = 'function-kits/presence/source';
const INSTALL = `npm --prefix ${SOURCE} install --ignore-scripts --no-audit --no-fund`;
const BUILD = `npm --prefix ${SOURCE} run build --if-present`;

test.each([
  ['install', 'npm install', '.', `${INSTALL} && ${BUILD}`],
  ['run', 'npm run build', ', npm install.', BUILD],
])('if npm fails, init says what is finished, what is not, and how to finish', async (word, step, also, fix) => {
  npmFailsAt(word);
  const terminal = silent();
  const folder = folderWith(APP);
  expect(await init(folder, { ...OPTIONS, install: true }, terminal)).toBe(1);
  expect(terminal.said()).not.toContain('Done');
  expect(terminal.said()).toContain(`init is not finished: ${step} failed`);
  expect(terminal.said()).toContain(`Finished: the files above and .firebase-presence.json are written${also}`);
  expect(terminal.said()).toContain(`then run: ${fix}\n`);
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(APP);
});

test('init says that it is done when npm is done', async () => {
  npmFailsAt('nothing');
  const terminal = silent();
  expect(await init(folderWith(APP), { ...OPTIONS, install: true }, terminal)).toBe(0);
  expect(terminal.said()).toContain('Done.');
});

test('a second run after a failed npm says how to finish', async () => {
  npmFailsAt('install');
  const folder = folderWith(APP);
  await init(folder, { ...OPTIONS, install: true }, silent());
  const terminal = silent();
  await init(folder, { ...OPTIONS, install: true }, terminal);
  expect(terminal.said()).toBe(`Nothing to change. The functions are not installed. To finish: ${INSTALL} && ${BUILD}`);
});

test('init that cannot write a file says what it has written, and the next run does the rest', async () => {
  // A file with the name of the folder of the kit.
  const folder = folderWith({ ...APP, 'function-kits': '' });
  const failure = init(folder, OPTIONS, silent());
  await expect(failure).rejects.toMatchObject({
    file: 'function-kits/presence/config-presence/.env',
    what: expect.stringMatching(/the file cannot be written: .*\nWritten: nothing\nNot written: .*firebase\.json$/),
  });
  rmSync(join(folder, 'function-kits'));
  const terminal = silent();
  expect(await init(folder, OPTIONS, terminal)).toBe(0);
  expect(terminal.said()).toContain('Done.');
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(APP);
});

test('an undo takes back what a stopped init has written', async () => {
  // A file in the place of a folder.
  const { 'database.rules.json': _, ...rest } = APP;
  const folder = folderWith({ ...rest, 'rules.json/a': '' });
  const json = readFileSync(join(folder, 'firebase.json'), 'utf8').replace('database.rules.json', 'rules.json/a/b');
  writeFileSync(join(folder, 'firebase.json'), json);
  const before = filesIn(folder);
  await expect(init(folder, OPTIONS, silent())).rejects.toMatchObject({
    file: 'rules.json/a/b',
    what: expect.stringContaining('Not written: rules.json/a/b, firebase.json'),
  });
  expect(filesIn(folder)['rules/firestore.rules']).toContain('match /status/{uid}');
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(before);
});

/** Puts an `npm` first into the path that fails at one of its commands, and does nothing. */
function npmFailsAt(word: string): void {
  const folder = folderWith({});
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\n[ "$1" != ${word} ]\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

test('the functions of docs/1 need no kit', async () => {
  const functions = '[{ "source": "presence", "codebase": "presence" }]';
  const json = `{ "functions": ${functions} }`;
  const folder = folderWith({ 'firebase.json': json, 'presence/package.json': '{ "name": "presence-functions" }' });
  await init(folder, OPTIONS, silent());
  expect(existsSync(join(folder, 'function-kits'))).toBe(false);
});

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'firebase-presence-init-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** The lines that are only in the first text, apart from commas. */
function linesOnlyIn(one: string, other: string): string[] {
  const lines = other.split('\n');
  return one.split('\n').filter((line) => !lines.includes(line));
}

function silent(): Terminal & { said(): string } {
  const lines: string[] = [];
  const say = (text: string): void => {
    lines.push(text);
  };
  return {
    out: say,
    err: say,
    isInteractive: false,
    hasColors: false,
    confirm: () => Promise.reject(new Error('Nobody is asked.')),
    said: () => lines.join('\n'),
  };
}
