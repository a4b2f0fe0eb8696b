import { randomUUID } from 'node:crypto';
import { type App, type AppOptions, deleteApp, initializeApp } from 'firebase-admin/app';
import { type Database, getDatabase } from 'firebase-admin/database';
import { afterEach } from 'vitest';
import { emulatorAddress } from './clients.ts';

const apps: App[] = [];

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => deleteApp(app)));
});

/** A server with the Admin SDK: without rules, unless the options say otherwise. */
export function openAdmin(namespace: string, options: AppOptions = {}): Database {
  const { host, port } = emulatorAddress();
  const databaseURL = `http://${host}:${port}?ns=${namespace}`;
  const app = initializeApp({ projectId: 'demo-conformance', databaseURL, ...options }, `admin-${randomUUID()}`);
  apps.push(app);
  return getDatabase(app);
}
