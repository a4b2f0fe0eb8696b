import { randomUUID } from 'node:crypto';
import { type DocumentReference, Timestamp } from 'firebase-admin/firestore';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { KnownVersions } from '../../functions/src/known-versions.ts';
import type { Outcome } from '../../functions/src/mirror.ts';
import { type DocumentVersion, type StatusDocument, statusDocument } from '../../functions/src/status-document.ts';
import type { UserChange } from '../../functions/src/user-change.ts';
import { mirrorNow, PLACES, type StatusPlace } from '../kit/functions/index.ts';
import { documentedFunction } from '../kit/sample/index.ts';
import * as suite from '../kit/suite.ts';

/*
 * Two events of one user, two handlers at the same time. The test stops the first handler between its read and its write. Then the user's
 * node changes, and the second handler runs to its end. Then the first handler continues. The tests run with each target.
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

describe.each(PLACES)('the mirror writes to %s:', (_, placeOf) => {
  test('a slow handler that read before a departure does not leave the user online', async () => {
    const place = placeOf('crossing');
    const first = stalledHandler(place, null, online);
    await first.isStalled;
    first.writeNode(offline);
    const second = runHandler(
      place,
      change(online, offline, () => offline),
    );
    first.goOn();
    await Promise.all([first.ends, second]);
    expect(await place.state()).toBe('offline');
  });

  test('a slow handler that read before the user came back does not leave the user offline', async () => {
    const place = await onlinePlace(placeOf);
    const first = stalledHandler(place, online, offline);
    await first.isStalled;
    first.writeNode(onlineAgain);
    // The document still says online. So the second handler writes nothing and cannot stop the first one.
    expect(
      await runHandler(
        place,
        change(offline, onlineAgain, () => onlineAgain),
      ),
    ).toBe('unchanged');
    first.goOn();
    await first.ends;
    expect(await place.state()).toBe('online');
  });

  test('a slow handler does not keep another handler from writing the document', async () => {
    const place = placeOf('crossing');
    const first = stalledHandler(place, null, online);
    await first.isStalled;
    expect(
      await runHandler(
        place,
        change(null, online, () => online),
      ),
    ).toBe('written');
    first.goOn();
    expect(await first.ends).toBe('unchanged');
  });

  test('watchers never see what a handler decided before another handler wrote', async () => {
    const place = await onlinePlace(placeOf);
    const first = stalledHandler(place, online, offline);
    await first.isStalled;
    // The user leaves and comes back. Other handlers mirror both changes.
    await runHandler(
      place,
      change(online, offline, () => offline),
    );
    first.writeNode(onlineAgain);
    await runHandler(
      place,
      change(offline, onlineAgain, () => onlineAgain),
    );
    const seen: unknown[] = [];
    onTestFinished(place.watch((state) => void seen.push(state)));
    await expect.poll(() => seen).toEqual(['online']);
    first.goOn();
    expect(await first.ends).toBe('stale');
    // Listeners receive writes in order, so a write of the handler would arrive before this one.
    await place.touch();
    await expect.poll(() => seen.length).toBe(2);
    expect(seen).toEqual(['online', 'online']);
  });

  test('the second delivery of an event corrects what a handler wrote before it was killed', async () => {
    const place = await onlinePlace(placeOf);
    await runHandler(
      place,
      change(online, offline, () => offline),
    );
    // The handler of the return found the document online and wrote nothing. The killed handler then wrote this document.
    expect(
      await runHandler(
        place,
        change(online, offline, () => onlineAgain),
      ),
    ).toBe('written');
    expect(await place.state()).toBe('online');
  });
});

test('readWhile() reports that the document was written while it read the nodes', async () => {
  const document = newDocument();
  await document.set({ state: 'online', last_changed: Timestamp.fromMillis(1000) });
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
function stalledHandler(place: StatusPlace, before: unknown, after: unknown) {
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
  const document = place.worker()();
  const stalledDocument: StatusDocument = {
    recall: () => null,
    read: async () => stalled(await document.read()),
    readWhile: async (look) => {
      const { version, ...rest } = await document.readWhile(look);
      return { version: stalled(version), ...rest };
    },
  };
  const event = change(before, after, () => node);
  const ends = mirrorNow(stalledDocument, { ...event, uid: place.uid });
  const writeNode = (value: typeof node): void => {
    node = value;
  };
  return { ends, isStalled: stall.isReached, goOn: stall.open, writeNode };
}

function runHandler(place: StatusPlace, event: UserChange): Promise<Outcome> {
  return mirrorNow(place.worker()(), { ...event, uid: place.uid });
}

function change(before: unknown, after: unknown, read: () => unknown): UserChange {
  return { uid: '', node: 'status', before, after, time: 0, read: async () => ({ status: read(), settings: null }) };
}

function newDocument(): DocumentReference {
  return suite.admin().firestore.collection('crossing').doc(randomUUID());
}

async function onlinePlace(placeOf: (name: string) => StatusPlace): Promise<StatusPlace> {
  const place = placeOf('crossing');
  await runHandler(
    place,
    change(null, online, () => online),
  );
  return place;
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
