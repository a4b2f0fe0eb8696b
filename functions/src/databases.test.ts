import { type App, deleteApp, initializeApp } from 'firebase-admin/app';
import { afterEach, expect, test, vi } from 'vitest';
import { instanceAt, instanceName, instancesOf } from './databases.ts';

const APP = 'https://app-default-rtdb.firebaseio.com';
const opened: App[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(opened.splice(0).map((app) => deleteApp(app)));
});

function appWith(databaseURL: string): App {
  // No server listens on this port.
  vi.stubEnv('FIREBASE_DATABASE_EMULATOR_HOST', '127.0.0.1:1');
  const app = initializeApp({ projectId: 'demo-app', databaseURL }, crypto.randomUUID());
  opened.push(app);
  return app;
}

test.each([
  ['an address with a slash at the end', `${APP}/`],
  ['the address of the emulator', 'http://127.0.0.1:9000/?ns=app-default-rtdb'],
])('the functions open an instance once, also by %s', (_, url) => {
  const app = appWith(url);
  const instance = instanceAt(app, APP);
  expect(instanceAt(app, url)).toBe(instance);
  expect(instancesOf(app, '')).toEqual([instance]);
  expect(instancesOf(app, `${url}, https://other.firebaseio.com`)[0]).toBe(instance);
});

test('the functions read the name of an instance from its address', () => {
  expect(instanceName(`${APP}/`)).toBe('app-default-rtdb');
  expect(instanceName('http://127.0.0.1:9000/?ns=other')).toBe('other');
});

test('instancesOf() rejects a value that is no address, and names the value', () => {
  expect(() => instancesOf(appWith(APP), 'app-default-rtdb')).toThrow("'app-default-rtdb' is not the URL");
});
