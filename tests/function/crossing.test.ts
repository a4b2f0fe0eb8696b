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
 * Two events of one user, two handlers at the same time. The test stops the first handler between its read and its write. Then the user's
 * node changes, and the second handler runs to its end. Then the first handler continues.
 */

const online = { connections: { a: { last_changed: 1000 } }, last_changed: 1000 };
const offline = { last_changed: 2000, left_at: 2000 };
const onlineAgain = { connections: { b: { last_changed: 3000 } }, last_changed: 3000 };

test('the documented function leaves a user online for ever when two handlers run at the same time', async () => {
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

test('a slow handler that read before a departure does not leave the user online', async () => {
  const document = newDocument();
  const first = stalledHandler(document, null, online);
  await first.isStalled;
  first.writeNode(offline);
  const second = runHandler(
    document,
    change(online, offline, () => offline),
  );
  first.goOn();
  await Promise.all([first.ends, second]);
  expect((await document.get()).get('state')).toBe('offline');
});

test('a slow handler that read before the user came back does not leave the user offline', async () => {
  const document = await onlineDocument();
  const first = stalledHandler(document, online, offline);
  await first.isStalled;
  first.writeNode(onlineAgain);
  // The document still says online. So the second handler writes nothing and cannot stop the first one.
  expect(
    await runHandler(
      document,
      change(offline, onlineAgain, () => onlineAgain),
    ),
  ).toBe('unchanged');
  first.goOn();
  await first.ends;
  expect((await document.get()).get('state')).toBe('online');
});

test('a slow handler does not keep another handler from writing the document', async () => {
  const document = newDocument();
  const first = stalledHandler(document, null, online);
  await first.isStalled;
  expect(
    await runHandler(
      document,
      change(null, online, () => online),
    ),
  ).toBe('written');
  first.goOn();
  expect(await first.ends).toBe('unchanged');
});

test('watchers never see what a handler decided before another handler wrote', async () => {
  const document = await onlineDocument();
  const first = stalledHandler(document, online, offline);
  await first.isStalled;
  // The user leaves and comes back. Other handlers mirror both changes.
  await runHandler(
    document,
    change(online, offline, () => offline),
  );
  first.writeNode(onlineAgain);
  await runHandler(
    document,
    change(offline, onlineAgain, () => onlineAgain),
  );
  const seen: unknown[] = [];
  onTestFinished(document.onSnapshot((snapshot) => void seen.push(snapshot.get('state'))));
  await expect.poll(() => seen).toEqual(['online']);
  first.goOn();
  expect(await first.ends).toBe('stale');
  // Listeners receive writes in order, so a write of the handler would arrive before this one.
  await document.update({ mark: true });
  await expect.poll(() => seen.length).toBe(2);
  expect(seen).toEqual(['online', 'online']);
});

test('the second delivery of an event corrects what a handler wrote before it was killed', async () => {
  const document = await onlineDocument();
  await runHandler(
    document,
    change(online, offline, () => offline),
  );
  // The handler of the new connection found the document online and wrote nothing. The killed handler then wrote this document.
  expect(
    await runHandler(
      document,
      change(online, offline, () => onlineAgain),
    ),
  ).toBe('written');
  expect((await document.get()).get('state')).toBe('online');
});

test('readWhile() reports that the document was written while it read the nodes', async () => {
  const document = await onlineDocument();
  const read = vi.spyOn(document, 'get').mockImplementationOnce(async () => {
    await document.update({ mark: true });
    return document.get();
  });
  expect(await statusDocument(document, new KnownVersions()).readWhile(async () => 'seen')).toMatchObject({
    result: 'seen',
    inOrder: false,
  });
  expect(read).toHaveBeenCalledTimes(2);
  // From here on, no handler writes the document.
  const { readWhile } = statusDocument(document, new KnownVersions());
  await expect.poll(() => readWhile(async () => 'seen')).toMatchObject({ result: 'seen', inOrder: true });
});

/** A handler that stops between its read and its write. It has read the document and the nodes. */
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
  const writeNode = (value: typeof node): void => {
    node = value;
  };
  return { ends, isStalled: stall.isReached, goOn: stall.open, writeNode };
}

function runHandler(document: DocumentReference, event: UserChange): Promise<Outcome> {
  return mirrorNow(statusDocument(document, new KnownVersions()), { ...event, uid: document.id });
}

function change(before: unknown, after: unknown, read: () => unknown): UserChange {
  return { uid: '', node: 'status', before, after, time: 0, read: async () => ({ status: read(), settings: null }) };
}

function newDocument(): DocumentReference {
  return suite.admin().firestore.collection('crossing').doc(randomUUID());
}

async function onlineDocument(): Promise<DocumentReference> {
  const document = newDocument();
  await runHandler(
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
