import { deleteApp, getApp, getApps, initializeApp } from 'firebase-admin/app';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const PLATFORM = { projectId: 'demo-presence', databaseURL: 'https://demo-presence-default-rtdb.firebaseio.com' };
const THEIRS = { projectId: 'demo-presence', databaseURL: 'https://another.firebaseio.com' };

beforeEach(() => {
  vi.stubEnv('FIREBASE_CONFIG', JSON.stringify(PLATFORM));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.resetModules();
  await Promise.all(getApps().map(deleteApp));
});

test('a codebase that has initialized the default app can export the functions', async () => {
  initializeApp(THEIRS);
  const functions = await import('./index.ts');
  expect(functions.onUserStatusChanged).toBeDefined();
  expect(getApp().options).toMatchObject(THEIRS);
});

test('a codebase that exports the functions can initialize the default app afterwards', async () => {
  await import('./index.ts');
  expect(initializeApp(THEIRS).options).toMatchObject(THEIRS);
});

test('the functions use the project of the platform, not that of the default app', async () => {
  initializeApp(THEIRS);
  const { ownApp } = await import('./own-app.ts');
  expect(ownApp().options).toMatchObject(PLATFORM);
  expect(ownApp()).toBe(ownApp());
});
