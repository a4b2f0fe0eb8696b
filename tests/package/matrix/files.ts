/** It loads every entry of the package, and says whether they share one presence and one Firebase. */
export const PROGRAM = `
import { initializeApp } from 'firebase/app';
import * as presence from 'firebase-presence';
import * as react from 'firebase-presence/react';
import * as server from 'firebase-presence/server';
import * as testing from 'firebase-presence/testing';
import * as withoutFirestore from 'firebase-presence/without-firestore';

const app = initializeApp({ projectId: 'demo-presence', apiKey: 'any' });
const mine = presence.getPresence(app);
const isOne = mine === presence.getPresence() && mine === withoutFirestore.getPresence(app);
const functions = [presence.onStatusChanged, react.useStatus, server.transitionOf, testing.testWorld];
console.log(isOne && functions.every((each) => typeof each === 'function') ? 'one presence' : 'not one presence');
process.exit();
`;

export const TYPES = `
import { initializeApp } from 'firebase/app';
import { getPresence, onStatusChanged, type Presence, PresenceError, type UserStatus } from 'firebase-presence';
import { UserPresence } from 'firebase-presence/react';
import { getStatus, type ServerStatus } from 'firebase-presence/server';
import { testWorld, type TestWorld } from 'firebase-presence/testing';
import { getPresence as getSmallPresence, getRoom, joinRoom } from 'firebase-presence/without-firestore';

const presence: Presence = getPresence(initializeApp({ projectId: 'demo-presence' }));
const show = (status: UserStatus | null): void => console.log(status?.state);
onStatusChanged(presence, 'alice', show, (error: PresenceError) => console.log(error.code));
const joined: Promise<void> = joinRoom(getRoom(getSmallPresence(presence.app), 'lobby'));
const world: TestWorld = testWorld();
const status = (...args: Parameters<typeof getStatus>): Promise<ServerStatus> => getStatus(...args);
console.log(joined, world, status, UserPresence);
// @ts-expect-error: it would be none if the types were not found
getPresence(42);
`;

/** \`import\` and \`require\` load two copies of Firebase, and of this package. */
const BOTH_COPIES = `
const { initializeApp } = require('firebase/app');
const { getPresence } = require('firebase-presence');
const config = { projectId: 'demo-presence', apiKey: 'any' };
const app = initializeApp(config);
getPresence(app);
const report = (start) => {
  try {
    start();
    console.log('started');
  } catch (error) {
    console.log(error.code);
  }
};
(async () => {
  const [firebase, presence] = [await import('firebase/app'), await import('firebase-presence')];
  report(() => presence.getPresence(app)); // the other Firebase knows no app of this name
  const other = firebase.initializeApp(config);
  report(() => presence.getPresence(app)); // it knows another one
  report(() => presence.getPresence(other)); // its own
  process.exit();
})();
`;

/** A library that brings a copy of this package of its own, beside one Firebase. */
const COPY_OF_A_LIBRARY = `
const { cpSync } = require('node:fs');
const { initializeApp } = require('firebase/app');
const { getPresence, stopPresence } = require('firebase-presence');
cpSync('node_modules/firebase-presence', 'node_modules/library/node_modules/firebase-presence', { recursive: true });
const library = require('./node_modules/library/node_modules/firebase-presence/dist/index.cjs');
const app = initializeApp({ projectId: 'demo-presence', apiKey: 'any' });
(async () => {
  const presence = getPresence(app);
  try {
    library.getPresence(app);
  } catch (error) {
    console.log(error.code);
  }
  await stopPresence(presence);
  console.log(library.getPresence(app) === presence ? 'the old presence' : 'a new presence');
  process.exit();
})();
`;

/** Without Babel, which could make an ES module of the package readable. */
const JEST_CONFIG = `module.exports = { testMatch: ['**/program.jest.cjs'], transform: {}, modulePathIgnorePatterns: ['library'] };`;

const JEST_TEST = `
const { initializeApp } = require('firebase/app');
const { getPresence } = require('firebase-presence');

test('Jest loads the package without a transform', () => {
  const app = initializeApp({ projectId: 'demo-presence', apiKey: 'any' });
  expect(getPresence(app)).toBe(getPresence());
});
`;

/** Arguments: the package that is webpack, the program, the file to write. */
const WEBPACK = `
const [, , name, entry, filename] = process.argv;
// webpack 4 cannot parse the JavaScript that Firebase and this package contain, so a loader has to translate it.
const rules = [{ test: /\\.m?js$/, type: 'javascript/auto', use: { loader: require.resolve('./to-es2018.cjs') } }];
require(name)(
  {
    mode: 'development',
    devtool: false,
    target: 'web',
    context: __dirname,
    entry,
    output: { path: __dirname, filename, globalObject: 'globalThis' },
    ...(name === 'webpack-4' ? { module: { rules }, node: { process: false } } : {}),
  },
  (error, stats) => {
    if (!error && !stats.hasErrors()) return;
    console.error(error ?? stats.toString({ all: false, errors: true }));
    process.exit(1);
  },
);
`;

const TO_ES2018 = `
module.exports = (text) => require('esbuild').transformSync(text, { target: 'es2018' }).code;
`;

/** Arguments: whether Metro reads \`exports\`, the program, the file to write. The rest is what React Native's own configuration contains. */
const METRO = `
const Metro = require('metro');
const { FileStore } = require('metro-cache');
const [, , packageExports, entry, out] = process.argv;
const config = {
  projectRoot: __dirname,
  maxWorkers: 1,
  cacheStores: [new FileStore({ root: __dirname + '/metro-cache' })],
  reporter: { update() {} },
  resolver: {
    unstable_enablePackageExports: packageExports === 'with-exports',
    unstable_conditionNames: ['react-native'],
    resolverMainFields: ['react-native', 'browser', 'main'],
    useWatchman: false,
  },
  transformer: { getTransformOptions: async () => ({ transform: { experimentalImportSupport: true } }) },
};
Metro.loadConfig({ cwd: __dirname }, config)
  .then((whole) => Metro.runBuild(whole, { entry, out, platform: 'ios', dev: true, minify: false }))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
`;

/** The files that lie beside the programs, by name. */
export const TOOLS: Readonly<Record<string, string>> = {
  'both-copies.cjs': BOTH_COPIES,
  'copy-of-a-library.cjs': COPY_OF_A_LIBRARY,
  'jest.config.cjs': JEST_CONFIG,
  'program.jest.cjs': JEST_TEST,
  'webpack.cjs': WEBPACK,
  'to-es2018.cjs': TO_ES2018,
  'metro.cjs': METRO,
};
