import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, repository, run } from './folders.ts';

const webClient = join(repository, 'web-client');

test('the packed SDK installs into an empty Vite app, type-checks and builds there', async () => {
  const folder = await emptyFolder();
  await run(webClient, 'npm', 'pack', '--pack-destination', folder);
  const [tarball] = await readdir(folder);
  await writeApp(folder, `file:./${tarball}`);
  await run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  await run(folder, 'npx', 'tsc', '--noEmit');
  await run(folder, 'npx', 'vite', 'build');
  expect(await readdir(join(folder, 'dist'))).toContain('index.html');
});

test('the package passes publint', async () => {
  expect(await run(webClient, 'npx', 'publint', '--strict')).toContain('All good!');
});

async function writeApp(folder: string, firebasePresence: string): Promise<void> {
  const manifest = {
    type: 'module',
    dependencies: { firebase: '12.19.0', 'firebase-presence': firebasePresence },
    devDependencies: { typescript: '5.9.3', vite: '7.3.8' },
  };
  const compilerOptions = {
    strict: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom'],
    // As in Vite's own templates; the types of Firestore itself want a newer TypeScript than they need.
    skipLibCheck: true,
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.ts'] }));
  await writeFile(join(folder, 'index.html'), '<script type="module" src="/app.ts"></script>');
  await writeFile(join(folder, 'app.ts'), APP);
}

const APP = `
import { initializeApp } from 'firebase/app';
import { getPresence, onOnlineUsersChanged, onStatusChanged, PresenceError, type UserStatus } from 'firebase-presence';

const presence = getPresence(initializeApp({ projectId: 'demo-presence' }));
const show = (status: UserStatus): void => { document.title = status.state; };
const unsubscribe: () => void = onStatusChanged(presence, 'alice', show, (error: PresenceError) => alert(error.code));
onOnlineUsersChanged(presence, ({ users, joined, left }) => console.log(users.length, joined, left));
window.addEventListener('pagehide', unsubscribe);
`;
