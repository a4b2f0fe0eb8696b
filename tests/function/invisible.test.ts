import { publicStatusPath, type Targets } from '@firebase-presence/contract';
import { describe, expect, test } from 'vitest';
import { type Stage, stage } from '../kit/functions/index.ts';

/*
 * Other users can read over REST when a document was created and changed. These times must not reveal what an invisible user does.
 */

const UID = 'alice';
const connected = (at: number) => ({
  connections: { [`connection-of-ours-${at % 10}`]: { last_changed: at, slot: '00' } },
  last_changed: at,
});

async function choose(place: Stage, value: 'invisible' | 'available', at: number): Promise<void> {
  const node = place.instance.root.child(`presence/settings/${UID}`);
  const before = (await node.get()).val();
  const after = { availability: { value, at }, last_changed: at };
  await node.set(after);
  await place.handle({ uid: UID, node: 'settings', before, after, time: at });
}

/** What others can read of the time of the last write, in each target. */
async function writeTimes(place: Stage): Promise<unknown> {
  const publicStatus = await place.instance.root.child(publicStatusPath(UID)).get();
  return [(await place.document(UID).get()).updateTime?.toMillis(), publicStatus.val()];
}

/** The user's connections come, are lost, and leave. */
async function changeConnections(place: Stage, from: number): Promise<void> {
  await place.change(UID, connected(from), from);
  await place.change(UID, { last_changed: from + 1 }, from + 1);
  await place.runTick(from + 5000);
  await place.change(UID, connected(from + 6000), from + 6000);
  await place.change(UID, { last_changed: from + 6001, left_at: from + 6001 }, from + 6001);
  await place.runTick(from + 11_000);
}

describe.each<Targets>(['firestore', 'both', 'database'])('the functions write to %s:', (targets) => {
  test('the function does not write the document of an invisible user', async () => {
    const place = await stage('invisible', { targets });
    await place.change(UID, connected(1000), 1000);
    await choose(place, 'invisible', 2000);
    const written = await writeTimes(place);
    expect(await place.fieldsOf(UID)).toMatchObject({ state: 'offline' });
    await changeConnections(place, 3000);
    expect(await writeTimes(place)).toEqual(written);
  });

  test('the function creates no document while its user is invisible', async () => {
    const place = await stage('invisible', { targets });
    await place.instance.root
      .child(`presence/settings/${UID}`)
      .set({ availability: { value: 'invisible', at: 500 }, last_changed: 500 });
    await changeConnections(place, 1000);
    expect(await place.fieldsOf(UID)).toBeNull();
    await choose(place, 'available', 20_000);
    await place.change(UID, connected(21_000), 21_000);
    expect(await place.fieldsOf(UID)).toMatchObject({ state: 'online' });
  });

  test("the choice to be invisible creates the document, so that the client's late write loses", async () => {
    const place = await stage('invisible', { targets });
    await place.writeNode(UID, connected(1000));
    await choose(place, 'invisible', 2000);
    expect(await place.fieldsOf(UID)).toMatchObject({ state: 'offline' });
  });
});
