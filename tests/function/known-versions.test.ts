import { randomUUID } from 'node:crypto';
import type { DocumentReference } from 'firebase-admin/firestore';
import { expect, onTestFinished, test, vi } from 'vitest';
import { KnownVersions } from '../../functions/src/known-versions.ts';
import type { Outcome } from '../../functions/src/mirror.ts';
import { statusDocument } from '../../functions/src/status-document.ts';
import { mirrorNow } from '../kit/functions/index.ts';
import * as suite from '../kit/suite.ts';

/*
 * A worker that has read or written a document knows its version, until another writer replaces it.
 */

const online = { connections: { a: { last_changed: 1000 } }, last_changed: 1000 };
const offline = { last_changed: 2000, left_at: 2000 };
const onlineAgain = { connections: { b: { last_changed: 3000 } }, last_changed: 3000 };

test('a worker that wrote online writes offline without reading the document', async () => {
  const { document, worker } = place();
  const handle = worker();
  await handle(null, online);
  const read = vi.spyOn(document, 'get');
  expect(await handle(online, offline)).toBe('written');
  expect(read).not.toHaveBeenCalled();
  expect((await document.get()).data()).toMatchObject({ state: 'offline' });
});

test('a worker does not treat its known version as the current one after another worker wrote', async () => {
  const { document, worker } = place();
  const [one, other] = [worker(), worker()];
  await one(null, online);
  await other(online, offline);
  // The first worker still remembers the document as online. By that version it would have nothing to write.
  expect(await one(offline, onlineAgain)).toBe('written');
  expect((await document.get()).data()).toMatchObject({ state: 'online' });
  await other(onlineAgain, { ...offline, last_changed: 4000, left_at: 4000 });
  await one(null, onlineAgain);
  expect((await document.get()).data()).toMatchObject({ state: 'online' });
});

test('a worker keeps a field that the app wrote after the known version', async () => {
  const { document, worker } = place();
  const handle = worker();
  await handle(null, online);
  await document.update({ mark: true });
  expect(await handle(online, offline)).toBe('written');
  expect((await document.get()).data()).toMatchObject({ state: 'offline', mark: true });
});

test('a worker reads the document of an offline user, which the client may have replaced', async () => {
  const { document, worker } = place();
  const handle = worker();
  await handle(null, online);
  await handle(online, offline);
  const read = vi.spyOn(document, 'get');
  await handle(offline, onlineAgain);
  expect(read).toHaveBeenCalled();
});

function place(): { document: DocumentReference; worker: () => (before: unknown, after: unknown) => Promise<Outcome> } {
  const document = suite.admin().firestore.collection('known').doc(randomUUID());
  onTestFinished(() => void vi.restoreAllMocks());
  const worker = () => {
    const known = new KnownVersions();
    return (before: unknown, after: unknown) => {
      const read = async () => ({ status: after, settings: null });
      const change = { uid: document.id, node: 'status' as const, before, after, time: 0, read };
      return mirrorNow(statusDocument(document, known), change);
    };
  };
  return { document, worker };
}
