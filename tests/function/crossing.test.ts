import { randomUUID } from 'node:crypto';
import type { DocumentReference } from 'firebase-admin/firestore';
import { expect, onTestFinished, test, vi } from 'vitest';
import { KnownVersions } from '../../functions/src/known-versions.ts';
import type { Outcome } from '../../functions/src/mirror.ts';
import { type DocumentVersion, type StatusDocument, statusDocument } from '../../functions/src/status-document.ts';
import type { UserChange } from '../../functions/src/user-change.ts';
import { mirrorNow } from '../kit/functions/index.ts';
import { documentedFunction } from '../kit/sample/index.ts';
import * as suite from '../kit/suite.ts';

/*
 * Two events of one user, two handlers side by side. The first handler is stopped between its read and its write, the user
 * changes, the second handler runs to its end, then the first goes on.
 */

const online = { connections: { a: { last_changed: 1000 } }, last_changed: 1000 };
const offline = { last_changed: 2000, left_at: 2000 };
const onlineAgain = { connections: { b: { last_changed: 3000 } }, last_changed: 3000 };

test('the documented function leaves a user online for ever when two handlers cross', async () => {
  const document = newDocument();
  let node = { state: 'online', last_changed: 1000 };
  const stalled = gate();
  const first = documentedFunction(node, async () => node, {
    set: async (data) => {
      stalled.reached();
      await stalled.opened;
      return await document.set(data);
    },
  });
  await stalled.isReached;
  node = { state: 'offline', last_changed: 2000 };
  await documentedFunction(node, async () => node, document);
  stalled.open();
  await first;
  expect((await document.get()).get('state')).toBe('online');
});

test('a handler that read before a change and writes after it does not leave the user online', async () => {
  const document = newDocument();
  const first = stalledHandler(document, null, online);
  await first.isStalled;
  first.nodeBecomes(offline);
  const second = runs(
    document,
    change(online, offline, () => offline),
  );
  first.goOn();
  await Promise.all([first.ends, second]);
  expect((await document.get()).get('state')).toBe('offline');
});

test('a handler that read before a return and writes after it does not leave the user offline', async () => {
  const document = await documentThatSaysOnline();
  const first = stalledHandler(document, online, offline);
  await first.isStalled;
  first.nodeBecomes(onlineAgain);
  // The document still says online, so the second handler has nothing to write and holds nothing that could stop the first.
  expect(
    await runs(
      document,
      change(offline, onlineAgain, () => onlineAgain),
    ),
  ).toBe('unchanged');
  first.goOn();
  await first.ends;
  expect((await document.get()).get('state')).toBe('online');
});

test('a handler that stands still keeps no other one from telling watchers', async () => {
  const document = newDocument();
  const first = stalledHandler(document, null, online);
  await first.isStalled;
  expect(
    await runs(
      document,
      change(null, online, () => online),
    ),
  ).toBe('written');
  first.goOn();
  expect(await first.ends).toBe('unchanged');
});

test('what a handler decided before another one wrote is never seen', async () => {
  const document = await documentThatSaysOnline();
  const first = stalledHandler(document, online, offline);
  await first.isStalled;
  // Gone, and here again: two changes that others have told of meanwhile.
  await runs(
    document,
    change(online, offline, () => offline),
  );
  first.nodeBecomes(onlineAgain);
  await runs(
    document,
    change(offline, onlineAgain, () => onlineAgain),
  );
  const seen: unknown[] = [];
  onTestFinished(document.onSnapshot((snapshot) => void seen.push(snapshot.get('state'))));
  await expect.poll(() => seen).toEqual(['online']);
  first.goOn();
  expect(await first.ends).toBe('stale');
  // A field of the app's, after which nothing that the handler wrote can still be on its way.
  await document.update({ mark: true });
  await expect.poll(() => seen.length).toBe(2);
  expect(seen).toEqual(['online', 'online']);
});

test('a handler that was killed after it wrote what it had read before a return makes it good when the event is delivered again', async () => {
  const document = await documentThatSaysOnline();
  await runs(
    document,
    change(online, offline, () => offline),
  );
  // The event of the return found the document still online, and this is what the killed handler left.
  expect(
    await runs(
      document,
      change(online, offline, () => onlineAgain),
    ),
  ).toBe('written');
  expect((await document.get()).get('state')).toBe('online');
});

test('what was seen while the document was written may be older than the document', async () => {
  const document = await documentThatSaysOnline();
  const read = vi.spyOn(document, 'get').mockImplementationOnce(async () => {
    await document.update({ mark: true });
    return document.get();
  });
  expect(await statusDocument(document, new KnownVersions()).readWhile(async () => 'seen')).toMatchObject({
    seen: 'seen',
    inOrder: false,
  });
  expect(read).toHaveBeenCalledTimes(2);
  // Nobody writes it any more.
  const { readWhile } = statusDocument(document, new KnownVersions());
  await expect.poll(() => readWhile(async () => 'seen')).toMatchObject({ seen: 'seen', inOrder: true });
});

/** A handler that stops, with the document in its hands, between what it read and what it writes. */
function stalledHandler(reference: DocumentReference, before: unknown, after: unknown) {
  const stall = gate();
  let node = after;
  const stalled = (version: DocumentVersion): DocumentVersion => ({
    ...version,
    replace: async (next) => {
      stall.reached();
      await stall.opened;
      return version.replace(next);
    },
  });
  const document = statusDocument(reference, new KnownVersions());
  const stalledDocument: StatusDocument = {
    recall: () => null,
    read: async () => stalled(await document.read()),
    readWhile: async (look) => {
      const { version, ...rest } = await document.readWhile(look);
      return { version: stalled(version), ...rest };
    },
  };
  const event = change(before, after, () => node);
  const ends = mirrorNow(stalledDocument, { ...event, uid: reference.id });
  const nodeBecomes = (value: typeof node): void => {
    node = value;
  };
  return { ends, isStalled: stall.isReached, goOn: stall.open, nodeBecomes };
}

function runs(document: DocumentReference, event: UserChange): Promise<Outcome> {
  return mirrorNow(statusDocument(document, new KnownVersions()), { ...event, uid: document.id });
}

function change(before: unknown, after: unknown, read: () => unknown): UserChange {
  return { uid: '', node: 'status', before, after, time: 0, read: async () => ({ status: read(), settings: null }) };
}

function newDocument(): DocumentReference {
  return suite.admin().firestore.collection('crossing').doc(randomUUID());
}

async function documentThatSaysOnline(): Promise<DocumentReference> {
  const document = newDocument();
  await runs(
    document,
    change(null, online, () => online),
  );
  return document;
}

function gate() {
  let reached: () => void = () => undefined;
  let open: () => void = () => undefined;
  const isReached = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { reached, isReached, open, opened };
}
