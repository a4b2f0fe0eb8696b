import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { markOf } from '../rules/block-state.ts';
import { statusBlock } from '../rules/firestore-rules.ts';
import { condensed } from '../rules/firestore-source.ts';
import { parseJson, valueAt } from '../text/json.ts';
import { init, undoInit } from './init.ts';
import { APP, filesIn, folderWith, linesOnlyIn, OPTIONS, silent } from './test-project.ts';

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

test('the functions of docs/1 need no kit', async () => {
  const functions = '[{ "source": "presence", "codebase": "presence" }]';
  const json = `{ "functions": ${functions} }`;
  const folder = folderWith({ 'firebase.json': json, 'presence/package.json': '{ "name": "presence-functions" }' });
  await init(folder, OPTIONS, silent());
  expect(existsSync(join(folder, 'function-kits'))).toBe(false);
});
