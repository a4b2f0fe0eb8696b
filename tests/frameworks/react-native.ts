import { join } from 'node:path';
import { documentedFile } from '../kit/documented.ts';
import { writeApp } from './apps.ts';
import { runInstalled } from './run-installed.ts';

/** Bundles the documented app with Metro, as the command line of React Native does. */
export async function bundleReactNative(): Promise<string> {
  const folder = await writeApp('react-native', {
    'package.json': '{}',
    'babel.config.js': `module.exports = { presets: ['module:@react-native/babel-preset'] };`,
    'metro.config.js': METRO,
    'config.js': `export const config = { projectId: 'demo-presence', apiKey: 'any' };`,
    'firebase.js': `${await documentedFile('react-native.md', 'js')}${EMULATORS}`,
    'App.jsx': await documentedFile('react-native.md', 'jsx'),
    'index.js': INDEX,
    'stand-ins/react-native.js': REACT_NATIVE,
    'stand-ins/async-storage.js': ASYNC_STORAGE,
  });
  await runInstalled(
    folder,
    'metro',
    'build',
    'index.js',
    '--out',
    'bundle.js',
    '--platform',
    'ios',
    '--dev',
    'false',
    ...HERMES,
  );
  return join(folder, 'bundle.js');
}

/** As the command line of React Native chooses for Hermes: it translates less. */
const HERMES = ['--transform-option', 'unstable_transformProfile=hermes-stable'];

const EMULATORS = `
import { connectAuthEmulator } from 'firebase/auth';
import { connectDatabaseEmulator, getDatabase } from 'firebase/database';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';

const { auth: { host, port }, database, firestore } = globalThis.emulators;
connectAuthEmulator(auth, 'http://' + host + ':' + port, { disableWarnings: true });
connectDatabaseEmulator(getDatabase(app), database.host, database.port);
connectFirestoreEmulator(getFirestore(app), firestore.host, firestore.port);
`;

/** Renders the app, and tells what it shows. */
const INDEX = `
import { createElement } from 'react';
import { create } from 'react-test-renderer';
import App from './App';

const screen = create(createElement(App));
let before = '';
setInterval(() => {
  const now = JSON.stringify(screen.toJSON());
  if (now !== before) globalThis.shown(now);
  before = now;
}, 50);
`;

/** What a phone draws and remembers. */
const REACT_NATIVE = `
export const Text = 'Text';
export const View = 'View';
export const AppState = { addEventListener: () => ({ remove() {} }) };
`;

const ASYNC_STORAGE = `
const stored = new Map();
export default {
  getItem: async (key) => stored.get(key) ?? null,
  setItem: async (key, value) => void stored.set(key, value),
  removeItem: async (key) => void stored.delete(key),
};
`;

/** As in @react-native/metro-config, with the two packages replaced that need a phone. */
const METRO = `
const { join } = require('node:path');
const repository = join(__dirname, '../../../..');
const STAND_INS = {
  'react-native': 'react-native.js',
  '@react-native-async-storage/async-storage': 'async-storage.js',
};
module.exports = {
  projectRoot: __dirname,
  // Only these, because Metro reads the names of all files in them.
  watchFolders: [
    join(repository, 'web-client'),
    join(repository, 'tests/frameworks/node_modules'),
    ...['firebase', '@firebase', 'idb', 'tslib', 're2js'].map((name) => join(repository, 'node_modules', name)),
  ],
  maxWorkers: 1,
  cacheStores: [],
  fileMapCacheDirectory: __dirname,
  resolver: {
    unstable_enablePackageExports: true,
    nodeModulesPaths: [join(repository, 'tests/frameworks/node_modules')],
    extraNodeModules: { 'firebase-presence': join(repository, 'web-client') },
    unstable_conditionNames: ['react-native'],
    resolverMainFields: ['react-native', 'browser', 'main'],
    useWatchman: false,
    resolveRequest: (context, name, platform) =>
      name in STAND_INS
        ? { type: 'sourceFile', filePath: join(__dirname, 'stand-ins', STAND_INS[name]) }
        : context.resolveRequest(context, name, platform),
  },
};
`;
