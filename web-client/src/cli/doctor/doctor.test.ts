import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Finding } from '../finding.ts';
import { doctor } from './doctor.ts';

/** An app in which everything is right, as `init` leaves it. */
const SOUND: Record<string, string> = {
  'package.json': '{ "name": "shop" }',
  'firebase.json': JSON.stringify({
    functions: [
      {
        kit: 'presence',
        sourcePackage: { name: 'firebase-presence-functions' },
        source: 'function-kits/presence/source',
        instances: { presence: 'function-kits/presence/config-presence' },
      },
    ],
    database: { rules: 'database.rules.json' },
    firestore: { rules: 'firestore.rules', indexes: 'firestore.indexes.json' },
    emulators: { auth: {}, database: {}, firestore: {}, functions: {} },
  }),
  'database.rules.json': repositoryFile('database.rules.json'),
  'firestore.rules': repositoryFile('firestore.rules'),
  'firestore.indexes.json': repositoryFile('firestore.indexes.json'),
  'function-kits/presence/source/package.json': '{ "engines": { "node": "22" } }',
  'function-kits/presence/config-presence/.env': 'PRESENCE_REGION=us-central1\n',
  'function-kits/presence/source/node_modules/firebase-functions/package.json': '{ "version": "7.4.0" }',
  'function-kits/presence/source/node_modules/firebase-admin/package.json': '{ "version": "13.10.0" }',
  'node_modules/firebase/package.json': '{ "version": "12.19.0" }',
  'node_modules/firebase-tools/package.json': '{ "version": "15.34.2" }',
  'src/firebase.ts': `initializeApp({ apiKey: 'a', authDomain: 'b', databaseURL: 'https://shop-default-rtdb.firebaseio.com' });
connectAuthEmulator(a, ''); connectDatabaseEmulator(d, '', 1); connectFirestoreEmulator(f, '', 2);`,
};

test('a sound app has no findings, and the checks that were not made are listed', async () => {
  const result = await diagnose(SOUND);
  expect(result.findings).toEqual([]);
  expect(result.code).toBe(0);
  expect(result.notMade).toEqual([expect.stringContaining('no Firebase project is named')]);
});

interface Broken {
  title: string;
  files: Record<string, string | null>;
  codes: string[];
}

const kit = 'function-kits/presence/source';

const BROKEN: Broken[] = [
  { title: 'a folder without firebase.json', files: { 'firebase.json': null }, codes: ['no-firebase-json'] },
  {
    title: 'a config without databaseURL',
    files: { 'src/firebase.ts': "initializeApp({ apiKey: 'a', authDomain: 'b' });" },
    codes: ['no-database-url'],
  },
  {
    title: 'a config without databaseURL, beside comments that name it',
    files: {
      'src/firebase.ts': "// No databaseURL yet.\ninitializeApp({ apiKey: 'a', authDomain: 'b' });",
      'src/app.tsx': '<p>{/* databaseURL: "https://shop-default-rtdb.firebaseio.com" */}</p>;',
      'src/App.vue': '<!-- databaseURL --><script>/* databaseURL */</script>',
      '.env.local': '# VITE_DATABASE_URL=https://shop-default-rtdb.firebaseio.com',
      'src/config.json': '{\n  // databaseURL\n}',
    },
    codes: ['no-database-url'],
  },
  {
    title: 'functions in another region than the database',
    files: { 'src/firebase.ts': "const databaseURL = 'https://shop-default-rtdb.europe-west1.firebasedatabase.app';" },
    codes: ['region-differs'],
  },
  {
    title: 'no functions of presence',
    files: {
      'firebase.json': (SOUND['firebase.json'] ?? '')
        .replace(/"functions":\[\{.*?\}\}\]/, '"functions":[]')
        .replace(/"functions":\[.*?\],"database"/, '"functions":[],"database"'),
    },
    codes: ['functions-missing'],
  },
  {
    title: 'rules of the app at /status',
    files: { 'database.rules.json': '{ "rules": { "status": { ".read": true } } }' },
    codes: ['rules-not-ours', 'rules-missing'],
  },
  {
    title: 'Firestore rules of another version',
    files: { 'firestore.rules': repositoryFile('firestore.rules').replace("value(60, 's')", "value(30, 's')") },
    codes: ['rules-adapted'],
  },
  {
    title: 'no index exemption',
    files: { 'firestore.indexes.json': '{ "indexes": [] }' },
    codes: ['index-exemption-missing'],
  },
  {
    title: 'versions that are too old',
    files: {
      'node_modules/firebase/package.json': '{ "version": "9.23.0" }',
      'node_modules/firebase-tools/package.json': '{ "version": "14.27.0" }',
      [`${kit}/node_modules/firebase-functions/package.json`]: '{ "version": "6.3.0" }',
      [`${kit}/node_modules/firebase-admin/package.json`]: '{ "version": "12.0.0" }',
      [`${kit}/package.json`]: '{ "engines": { "node": "20" } }',
    },
    codes: ['version', 'version', 'version', 'version', 'version'],
  },
  {
    title: 'two copies of firebase',
    files: {
      'node_modules/some-library/node_modules/firebase/package.json': '{ "version": "11.0.0" }',
      'node_modules/some-library/package.json': '{}',
    },
    codes: ['two-firebases'],
  },
  {
    title: 'emulators that are half connected',
    files: {
      'src/firebase.ts': "connectAuthEmulator(a, ''); const databaseURL = 'https://shop-default-rtdb.firebaseio.com';",
    },
    codes: ['emulators-half'],
  },
  {
    title: 'emulators of which one is connected only in a comment',
    files: {
      'src/firebase.ts': (SOUND['src/firebase.ts'] ?? '').replace(
        'connectFirestoreEmulator',
        '// connectFirestoreEmulator',
      ),
    },
    codes: ['emulators-half'],
  },
  {
    title: 'rules with broken JSON',
    files: { 'database.rules.json': '{ "rules": { \n "a": 1 \n "b": 2 } }' },
    codes: ['file-invalid'],
  },
  {
    title: 'functions that write another collection than the app reads',
    files: {
      ...inCollection('people'),
      'src/presence.ts': 'export const presence = getPresence(app, { idleAfterMs: 60_000 });',
    },
    codes: ['collection-differs'],
  },
  {
    title: 'functions that write another collection than the app reads, which a comment names',
    files: {
      ...inCollection('people'),
      'src/presence.ts': "// getPresence(app, { collection: 'people' })\nexport const presence = getPresence(app);",
    },
    codes: ['collection-differs'],
  },
  {
    title: 'an app that reads another collection than the functions write',
    files: { 'src/presence.ts': "export const presence = getPresence(app, { collection: 'people' });" },
    codes: ['collection-differs'],
  },
  {
    title: 'rules of another collection than the functions write',
    files: {
      'function-kits/presence/config-presence/.env': 'PRESENCE_REGION=us-central1\nPRESENCE_COLLECTION=people\n',
    },
    codes: ['rules-missing', 'index-exemption-missing'],
  },
  {
    title: 'functions without their packages',
    files: { [`${kit}/node_modules/firebase-functions/package.json`]: null },
    codes: ['functions-not-installed'],
  },
  {
    title: 'permissions at the top of both rules',
    files: {
      'database.rules.json': repositoryFile('database.rules.json').replace('"rules": {', '"rules": { ".write": true,'),
      'firestore.rules': repositoryFile('firestore.rules').replace(
        /documents \{/,
        'documents { match /{all=**} { allow write: if true; }',
      ),
    },
    codes: ['rules-above', 'wildcard-write'],
  },
];

test.each(BROKEN)('doctor names $title', async ({ files, codes }) => {
  const { findings } = await diagnose({ ...SOUND, ...files });
  expect(findings.map(({ code }) => code)).toEqual(codes);
  for (const { what, fix } of findings) expect([what, fix]).not.toContain('');
});

test('what comments in the sources of an app say is no finding', async () => {
  const comments = [
    "// databaseURL: 'https://shop-default-rtdb.europe-west1.firebasedatabase.app'",
    "/* getPresence(app, { collection: 'people' }) */",
  ];
  const { findings } = await diagnose({ ...SOUND, 'src/comments.ts': comments.join('\n') });
  expect(findings).toEqual([]);
});

test('the project is found in a .firebaserc with comments', async () => {
  const { notMade } = await diagnose({
    ...SOUND,
    '.firebaserc': '{\n  // ours\n  "projects": { "default": "shop" }\n}',
  });
  expect(notMade).toEqual([expect.not.stringContaining('no Firebase project is named')]);
});

test.each([
  ['names it', "getPresence(app, { collection: 'people' })"],
  ['takes it from a variable', 'getPresence(app, { collection: COLLECTION })'],
  ['takes its options from a variable', 'getPresence(app, options)'],
  ['names it behind a call', "getPresence(getApp(), { idleAfterMs: minutes(10), collection: 'people' })"],
  ['calls initializeApp there', 'getPresence(initializeApp({ projectId: id() }), options)'],
  ['names it once', "getPresence(app, { collection: 'people' }); getPresence(app)"],
])('another collection is sound if the app %s', async (_, source) => {
  const { findings } = await diagnose({ ...SOUND, ...inCollection('people'), 'src/presence.ts': source });
  expect(findings).toEqual([]);
});

test('an app with two instances of the kit may read the collection of the second one', async () => {
  const json = (SOUND['firebase.json'] ?? '').replace(
    '"instances":{',
    '"instances":{"second":"function-kits/presence/config-second",',
  );
  const source = "getPresence(app, { collection: 'people' })";
  const { findings } = await diagnose({ ...SOUND, 'firebase.json': json, 'src/presence.ts': source });
  expect(findings.filter(({ code }) => code === 'collection-differs')).toEqual([]);
});

/** The files of an app whose statuses are in another collection, as `init --collection` leaves them. */
function inCollection(name: string): Record<string, string> {
  return {
    'function-kits/presence/config-presence/.env': `PRESENCE_REGION=us-central1\nPRESENCE_COLLECTION=${name}\n`,
    'firestore.rules': repositoryFile('firestore.rules').replace('match /status/{uid}', `match /${name}/{uid}`),
    'firestore.indexes.json': repositoryFile('firestore.indexes.json').replace('"status"', `"${name}"`),
  };
}

async function diagnose(
  files: Record<string, string | null>,
): Promise<{ code: number; findings: Finding[]; notMade: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'firebase-presence-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    if (text === null) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  let printed = '';
  const terminal = {
    out: (text: string) => {
      printed += text;
    },
    err: () => undefined,
    isInteractive: false,
    hasColors: false,
    confirm: async () => false,
  };
  const code = await doctor(folder, { json: true, supported: { firebase: '^10.14.0 || ^11 || ^12 || ^13' } }, terminal);
  return { code, ...JSON.parse(printed) };
}

function repositoryFile(name: string): string {
  return readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8');
}
