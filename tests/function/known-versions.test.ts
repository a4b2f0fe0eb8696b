import { randomUUID } from 'node:crypto';
import type { DocumentReference } from 'firebase-admin/firestore';
import { expect, onTestFinished, test, vi } from 'vitest';
import { KnownVersions } from '../../functions/src/known-versions.ts';
import type { Outcome } from '../../functions/src/mirror.ts';
import { statusDocument } from '../../functions/src/status-document.ts';
import { mirrorNow } from '../kit/functions/index.ts';
import * as suite from '../kit/suite.ts';

/*
 * A worker that has read or written a document knows what it says, until somebody else writes it.
 */

const online = { connections: { a: { last_changed: 1000 } }, last_changed: 1000 };
const offline = { last_changed: 2000, left_at: 2000 };
const onlineAgain = { connections: { b: { last_changed: 3000 } }, last_changed: 3000 };

test('who goes is told of without reading, by the worker that told of their coming', async () => {
  const { document, worker } = place();
  const handles = worker();
  await handles(null, online);
  const read = vi.spyOn(document, 'get');
  expect(await handles(online, offline)).toBe('written');
  expect(read).not.toHaveBeenCalled();
  expect((await document.get()).data()).toMatchObject({ state: 'offline' });
});

test('what another worker wrote meanwhile is neither overwritten nor believed to be what is known', async () => {
  const { document, worker } = place();
  const [one, other] = [worker(), worker()];
  await one(null, online);
  await other(online, offline);
  // The first worker still knows the document as online, and would have nothing to do.
  expect(await one(offline, onlineAgain)).toBe('written');
  expect((await document.get()).data()).toMatchObject({ state: 'online' });
  await other(onlineAgain, { ...offline, last_changed: 4000, left_at: 4000 });
  await one(null, onlineAgain);
  expect((await document.get()).data()).toMatchObject({ state: 'online' });
});

test('a field of the app, written meanwhile, stays', async () => {
  const { document, worker } = place();
  const handles = worker();
  await handles(null, online);
  await document.update({ mark: true });
  expect(await handles(online, offline)).toBe('written');
  expect((await document.get()).data()).toMatchObject({ state: 'offline', mark: true });
});

test('somebody whose own client may write the document is looked up', async () => {
  const { document, worker } = place();
  const handles = worker();
  await handles(null, online);
  await handles(online, offline);
  const read = vi.spyOn(document, 'get');
  await handles(offline, onlineAgain);
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
