import { randomUUID } from 'node:crypto';
import type { Timestamp } from 'firebase-admin/firestore';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { KnownVersions } from '../../functions/src/known-versions.ts';
import type { Outcome } from '../../functions/src/mirror.ts';
import { type StatusDocument, statusDocument } from '../../functions/src/status-document.ts';
import { mirrorNow, PLACES, type StatusPlace } from '../kit/functions/index.ts';
import * as suite from '../kit/suite.ts';

/*
 * A worker that has read or written a status knows its version, until another writer replaces it. The tests run with each target.
 */

const online = { connections: { a: { last_changed: 1000 } }, last_changed: 1000 };
const offline = { last_changed: 2000, left_at: 2000 };
const onlineAgain = { connections: { b: { last_changed: 3000 } }, last_changed: 3000 };

describe.each(PLACES)('the mirror writes to %s:', (_, placeOf) => {
  test('a worker that wrote online writes offline without reading the document', async () => {
    const place = placeOf('known');
    const handle = handlerOf(place);
    await handle(null, online);
    const reads = place.countsReads();
    expect(await handle(online, offline)).toBe('written');
    expect(reads()).toBe(0);
    expect(await place.state()).toBe('offline');
  });

  test('a worker does not treat its known version as the current one after another worker wrote', async () => {
    const place = placeOf('known');
    const [one, other] = [handlerOf(place), handlerOf(place)];
    await one(null, online);
    await other(online, offline);
    // The first worker still remembers the document as online. By that version it would have nothing to write.
    expect(await one(offline, onlineAgain)).toBe('written');
    expect(await place.state()).toBe('online');
    await other(onlineAgain, { ...offline, last_changed: 4000, left_at: 4000 });
    await one(null, onlineAgain);
    expect(await place.state()).toBe('online');
  });

  test('a worker reads the status of an offline user, which the client may have replaced', async () => {
    const place = placeOf('known');
    const handle = handlerOf(place);
    await handle(null, online);
    await handle(online, offline);
    const reads = place.countsReads();
    await handle(offline, onlineAgain);
    expect(reads()).toBeGreaterThan(0);
  });
});

test('a worker keeps a field that the app wrote after the known version', async () => {
  const document = suite.admin().firestore.collection('known').doc(randomUUID());
  const known = new KnownVersions<Timestamp>();
  const handle = handlerWith(document.id, () => statusDocument(document, known));
  await handle(null, online);
  await document.update({ mark: true });
  expect(await handle(online, offline)).toBe('written');
  expect((await document.get()).data()).toMatchObject({ state: 'offline', mark: true });
});

function handlerOf({ uid, worker }: StatusPlace): Handler {
  onTestFinished(() => void vi.restoreAllMocks());
  return handlerWith(uid, worker());
}

type Handler = (before: unknown, after: unknown) => Promise<Outcome>;

function handlerWith(uid: string, document: () => StatusDocument): Handler {
  return (before, after) => {
    const read = async () => ({ status: after, settings: null });
    return mirrorNow(document(), { uid, node: 'status', before, after, time: 0, read });
  };
}
