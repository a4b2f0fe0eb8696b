import { randomUUID } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore, Timestamp } from 'firebase-admin/firestore';
import { expect, onTestFinished, test } from 'vitest';
import { appFolder, presenceCommand } from './command.ts';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

test('repair corrects a document that disagrees, with the firebase-admin of the app', async () => {
  const projectId = `demo-cli-${randomUUID().slice(0, 8)}`;
  const app = initializeApp({ projectId }, projectId);
  onTestFinished(() => deleteApp(app));
  const document = getFirestore(app).doc('status/alice');
  await document.set({ state: 'online', last_changed: Timestamp.fromMillis(0) });
  const folder = appFolder({});
  symlinkSync(modules, join(folder, 'node_modules'));
  const words = ['repair', '--project', projectId];
  const looked = await presenceCommand(folder, [...words, '--dry-run']);
  expect(looked).toMatchObject({ code: 1, out: expect.stringContaining('alice: online → offline') });
  expect((await document.get()).get('state')).toBe('online');
  const repaired = await presenceCommand(folder, [...words, '--json']);
  expect(JSON.parse(repaired.out)).toMatchObject({
    checked: 1,
    disagreements: [{ uid: 'alice', target: 'firestore', was: 'online', is: 'offline' }],
  });
  expect(repaired.code).toBe(0);
  expect((await document.get()).get('state')).toBe('offline');
  expect((await presenceCommand(folder, [...words, '--dry-run'])).code).toBe(0);
});

test('without firebase-admin, repair says what to install', async () => {
  const { code, err } = await presenceCommand(appFolder({}), ['repair', '--project', 'demo-cli']);
  expect(code).toBe(2);
  expect(err).toContain('firebase-admin is not installed in ');
});
