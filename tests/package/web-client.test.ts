import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, repository, run } from './folders.ts';

const webClient = join(repository, 'web-client');

test('a Vite app with the packed package and the newest Firebase type-checks and builds', async () => {
  const folder = await emptyFolder();
  await run(webClient, 'npm', 'pack', '--pack-destination', folder);
  const [tarball] = await readdir(folder);
  await writeApp(folder, `file:./${tarball}`, PLAIN);
  await run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  await run(folder, 'npx', 'tsc', '--noEmit');
  await run(folder, 'npx', 'vite', 'build');
  expect(await readdir(join(folder, 'dist'))).toContain('index.html');
});

test('with React 18 and Firebase 10 the packed package renders on a server and type-checks', async () => {
  const folder = await emptyFolder();
  await run(webClient, 'npm', 'pack', '--pack-destination', folder);
  const [tarball] = await readdir(folder);
  await writeApp(folder, `file:./${tarball}`, REACT_18);
  await run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  await run(folder, 'npx', 'tsc', '--noEmit');
  await run(folder, 'npx', 'vite', 'build', '--ssr', 'app.tsx');
  expect(await run(folder, 'node', 'dist/app.js')).toContain('18: <span class="presence" data-state="offline"');
});

test('an app with the packed package tests a screen with presence in memory', async () => {
  const folder = await emptyFolder();
  await run(webClient, 'npm', 'pack', '--pack-destination', folder);
  const [tarball] = await readdir(folder);
  await writeApp(folder, `file:./${tarball}`, SCREEN_TEST);
  await writeFile(join(folder, 'vitest.config.js'), VITEST_CONFIG);
  await run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  expect(await run(folder, 'npx', 'vitest', 'run')).toContain('1 passed');
});

test('an app with the packed package tests a screen with Jest', async () => {
  const folder = await emptyFolder();
  await run(webClient, 'npm', 'pack', '--pack-destination', folder);
  const [tarball] = await readdir(folder);
  await writeApp(folder, `file:./${tarball}`, JEST_TEST);
  await writeFile(join(folder, 'jest.config.js'), JEST_CONFIG);
  await run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  expect(await run(folder, 'npx', 'jest')).toContain('1 passed');
});

test('the React entry begins with the directive use client', async () => {
  expect(await readFile(join(webClient, 'dist', 'react.js'), 'utf8')).toMatch(/^'use client';/);
});

test('the package passes publint', async () => {
  expect(await run(webClient, 'npx', 'publint', '--strict')).toContain('All good!');
});

interface App {
  file: string;
  text: string;
  dependencies?: Record<string, string>;
}

async function writeApp(folder: string, firebasePresence: string, app: App): Promise<void> {
  const manifest = {
    type: 'module',
    dependencies: { firebase: '12.19.0', 'firebase-presence': firebasePresence, ...app.dependencies },
    devDependencies: { typescript: '5.9.3', vite: '7.3.8' },
  };
  const compilerOptions = {
    strict: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom'],
    // As in Vite's own templates. Without it, the types of Firestore require a newer TypeScript.
    skipLibCheck: true,
    jsx: 'react-jsx',
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [app.file] }));
  await writeFile(join(folder, 'index.html'), `<script type="module" src="/${app.file}"></script>`);
  await writeFile(join(folder, app.file), app.text);
}

const PLAIN: App = {
  file: 'app.ts',
  dependencies: { firebase: '13.2.0' },
  text: `
import { initializeApp } from 'firebase/app';
import { getPresence, onOnlineUsersChanged, onStatusChanged, PresenceError, type UserStatus } from 'firebase-presence';

const presence = getPresence(initializeApp({ projectId: 'demo-presence' }));
const show = (status: UserStatus | null): void => { document.title = status?.state ?? 'signed out'; };
const unsubscribe: () => void = onStatusChanged(presence, 'alice', show, (error: PresenceError) => alert(error.code));
onOnlineUsersChanged(presence, ({ users, joined, left }) => console.log(users.length, joined, left));
window.addEventListener('pagehide', unsubscribe);
`,
};

const REACT_18: App = {
  file: 'app.tsx',
  dependencies: {
    firebase: '10.14.1',
    react: '18',
    'react-dom': '18',
    '@types/react': '18',
    '@types/react-dom': '18',
  },
  text: `
import { initializeApp } from 'firebase/app';
import { getPresence } from 'firebase-presence';
import { PresenceProvider, UserPresence } from 'firebase-presence/react';
import { version } from 'react';
import { renderToString } from 'react-dom/server';

declare const process: { exit(): void };
const presence = getPresence(initializeApp({ projectId: 'demo-presence', apiKey: 'any' }));
const page = <PresenceProvider presence={presence}><UserPresence uid="alice" /></PresenceProvider>;
console.log(version.split('.')[0] + ': ' + renderToString(page));
process.exit();
`,
};

const VITEST_CONFIG = "export default { test: { server: { deps: { inline: ['firebase-presence'] } } } };";

const SCREEN_TEST: App = {
  file: 'screen.test.tsx',
  dependencies: { react: '19.3.1', 'react-dom': '19.3.1', vitest: '4.1.12' },
  text: `
import { getPresence } from 'firebase-presence';
import { PresenceProvider, UserPresence } from 'firebase-presence/react';
import { testWorld } from 'firebase-presence/testing';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';

vi.mock('firebase-presence', () => import('firebase-presence/testing'));

test('a screen shows presence in memory', () => {
  testWorld().signIn('me');
  const page = <PresenceProvider presence={getPresence()}><UserPresence uid="alice" /></PresenceProvider>;
  expect(renderToString(page)).toContain('Offline');
});
`,
};

const JEST_CONFIG = `
export default {
  testEnvironment: 'jsdom',
  moduleNameMapper: { '^firebase-presence$': 'firebase-presence/testing' },
  transform: { '\\\\.[jt]sx?$': ['babel-jest', { presets: ['@babel/preset-env', ['@babel/preset-react', { runtime: 'automatic' }]] }] },
};
`;

const JEST_TEST: App = {
  file: 'screen.test.jsx',
  dependencies: {
    react: '19.3.1',
    'react-dom': '19.3.1',
    jest: '30.5.2',
    'jest-environment-jsdom': '30.5.2',
    '@babel/preset-env': '7.29.14',
    '@babel/preset-react': '7.29.7',
    '@testing-library/dom': '10.4.2',
    '@testing-library/react': '16.3.3',
  },
  text: `
import { act, render, screen } from '@testing-library/react';
import { getPresence } from 'firebase-presence';
import { PresenceProvider, UserPresence } from 'firebase-presence/react';
import { testWorld } from 'firebase-presence/testing';

test('the screen says when alice was last seen', () => {
  const world = testWorld();
  world.signIn('me');
  const alice = world.user('alice');
  render(<PresenceProvider presence={getPresence()}><UserPresence uid="alice" locale="en" /></PresenceProvider>);
  screen.getByText('Offline');
  act(() => alice.goOnline());
  screen.getByText('Online');
  act(() => {
    alice.goOffline();
    world.advanceTime(300_000);
  });
  screen.getByText('Last seen 5 minutes ago');
});
`,
};
