import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launch, launchFromNpm, occupyPort, projectFolder, withoutJava } from './launched-suite.ts';

const READY = 'All emulators ready!';
// The Authentication emulator needs ten seconds of processor time on a small machine.
const WITHOUT_AUTH = ['--only', 'database,firestore'];

test('exec runs a command inside the suite, names its emulators, and returns the exit code', async () => {
  const { directory, ports } = await projectFolder();
  const command = `node -p "JSON.stringify(process.env)" > environment.json; exit 7`;
  const suite = launch(directory, ['exec', command, ...WITHOUT_AUTH]);
  expect(await suite.exit, suite.output).toBe(7);
  expect(suite.output.match(/^Firestore: .+$/gm)).toHaveLength(1);
  expect(suite.output.match(/^Realtime Database: .+$/gm)).toHaveLength(1);
  const environment = JSON.parse(await readFile(join(directory, 'environment.json'), 'utf8'));
  expect(environment).toMatchObject({
    GCLOUD_PROJECT: 'demo-launcher',
    FIREBASE_DATABASE_EMULATOR_HOST: `127.0.0.1:${ports.database}`,
    FIREBASE_EMULATOR_HUB: `127.0.0.1:${ports.hub}`,
    FIRESTORE_EMULATOR_HOST: `127.0.0.1:${ports.firestore}`,
  });
  expect(JSON.parse(environment.FIREBASE_CONFIG).databaseURL).toBe('https://demo-launcher-default-rtdb.firebaseio.com');
  expect(environment.XDG_CONFIG_HOME).toBe(process.env.XDG_CONFIG_HOME);
});

test('Ctrl-C ends the suite with exit code 0 and leaves no process', async () => {
  const { directory } = await projectFolder();
  const suite = launch(directory, WITHOUT_AUTH);
  await suite.prints(READY);
  expect(suite.family().filter((command) => command.includes(' --port '))).toHaveLength(2);
  suite.signal('SIGINT');
  expect(await suite.exit, suite.output).toBe(0);
  expect(suite.leftOvers()).toEqual([]);
});

test('the option --import restores the data that Ctrl-C has exported', async () => {
  const { directory, ports } = await projectFolder();
  const address = `http://127.0.0.1:${ports.database}/room.json?ns=demo-launcher-default-rtdb`;
  const suite = launch(directory, ['--only', 'database', '--export-on-exit', 'saved data']);
  await suite.prints(READY);
  const headers = { Authorization: 'Bearer owner' };
  expect((await fetch(address, { method: 'PUT', headers, body: '"kept"' })).status).toBe(200);
  suite.signal('SIGINT');
  expect(await suite.exit, suite.output).toBe(0);
  const command = `node -e "fetch('${address}', { headers: { Authorization: 'Bearer owner' } }).then(async (r) => console.log('read', await r.text()))"`;
  const again = launch(directory, ['exec', command, '--only', 'database', '--import', 'saved data']);
  expect(await again.exit, again.output).toBe(0);
  expect(again.output).toContain('read "kept"');
});

test('Ctrl-C ends the suite and a command that ignores Ctrl-C', async () => {
  const { directory } = await projectFolder();
  const command = `node -e "process.on('SIGINT', () => {}); setInterval(() => {}, 1000); console.log('stubborn')"`;
  const suite = launch(directory, ['exec', command, '--only', 'database']);
  await suite.prints(/^stubborn$/m);
  suite.family();
  suite.signal('SIGINT');
  expect(await suite.exit, suite.output).toBe(130);
  expect(suite.leftOvers()).toEqual([]);
});

test('no process remains when the launcher is killed', async () => {
  const { directory } = await projectFolder();
  const suite = launch(directory, WITHOUT_AUTH);
  await suite.prints(READY);
  expect(suite.family().length).toBeGreaterThan(2);
  suite.signal('SIGKILL');
  await expect.poll(() => suite.leftOvers(), { interval: 100 }).toEqual([]);
});

test('no process remains when npm is stopped', async () => {
  const { directory } = await projectFolder();
  const suite = launchFromNpm(directory, ['--only', 'database']);
  await suite.prints(READY);
  expect(suite.family().length).toBeGreaterThan(2);
  suite.signal('SIGTERM');
  await expect.poll(() => suite.leftOvers(), { interval: 100 }).toEqual([]);
});

test('no process remains when firebase-tools is killed', async () => {
  const { directory } = await projectFolder();
  const suite = launch(directory, WITHOUT_AUTH);
  await suite.prints(READY);
  expect(suite.family().length).toBeGreaterThan(2);
  process.kill(suite.cli(), 'SIGKILL');
  expect(await suite.exit, suite.output).toBe(1);
  expect(suite.leftOvers()).toEqual([]);
});

test('the demo prints its address, and no other output of the suite', async () => {
  const { directory, ports } = await projectFolder();
  const suite = launch(directory, ['demo', '--only', 'database,hosting']);
  await suite.prints(`http://127.0.0.1:${ports.hosting}`);
  expect(suite.output).not.toMatch(/All emulators ready|Starting emulators|Local server/);
});

test('the launcher names a busy port, its emulator, and the setting to change', async () => {
  const { directory, ports } = await projectFolder();
  await occupyPort(ports.firestore ?? 0);
  const suite = launch(directory, []);
  expect(await suite.exit).toBe(1);
  expect(suite.output).toContain(`Port ${ports.firestore} (Firestore) is in use.`);
  expect(suite.output).toContain('firebase.json, "emulators", "firestore", "port"');
});

test('without Java the suite runs with the stand-in', async () => {
  const { directory } = await projectFolder();
  const suite = launch(directory, ['exec', 'exit 7', '--only', 'database'], await withoutJava(directory));
  expect(await suite.exit, suite.output).toBe(7);
  expect(suite.output).toMatch(/^Realtime Database: the Node stand-in/m);
});

test('without Java the launcher says which version to install', async () => {
  const { directory } = await projectFolder();
  const suite = launch(directory, [], await withoutJava(directory));
  expect(await suite.exit).toBe(1);
  expect(suite.output).toMatch(/No Java was found.*Install Java 21 or newer/);
});

test('the option --emulators official replaces no official emulator', async () => {
  const { directory } = await projectFolder();
  // An empty cache, and a proxy that answers nothing.
  const noNetwork = { FIREBASE_EMULATORS_PATH: directory, HTTPS_PROXY: 'http://127.0.0.1:1', https_proxy: '' };
  const suite = launch(directory, ['--emulators', 'official', ...WITHOUT_AUTH], noNetwork);
  expect(await suite.exit).toBe(1);
  expect(suite.output).toContain('npx firebase setup:emulators:firestore');
  expect(suite.output).not.toContain('stand-in');
});
