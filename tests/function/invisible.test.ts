import { expect, test } from 'vitest';
import { type Stage, stage } from '../kit/functions/index.ts';

/*
 * What the times of a document, which others can read over REST, tell of a user who is invisible.
 */

const UID = 'alice';
const connected = (at: number) => ({
  connections: { [`connection-of-ours-${at % 10}`]: { last_changed: at, slot: '00' } },
  last_changed: at,
});

async function chooses(place: Stage, value: 'invisible' | 'available', at: number): Promise<void> {
  const node = place.instance.root.child(`presence/settings/${UID}`);
  const before = (await node.get()).val();
  const after = { availability: { value, at }, last_changed: at };
  await node.set(after);
  await place.handles({ uid: UID, node: 'settings', before, after, time: at });
}

const updateTime = async (place: Stage) => (await place.document(UID).get()).updateTime?.toMillis();

/** Everything that can happen to a user's connections. */
async function livesOn(place: Stage, from: number): Promise<void> {
  await place.changes(UID, connected(from), from);
  await place.changes(UID, { last_changed: from + 1 }, from + 1);
  await place.ticks(from + 5000);
  await place.changes(UID, connected(from + 6000), from + 6000);
  await place.changes(UID, { last_changed: from + 6001, left_at: from + 6001 }, from + 6001);
  await place.ticks(from + 11_000);
}

test('the document of an invisible user is not written, whatever the user does', async () => {
  const place = await stage('invisible');
  await place.changes(UID, connected(1000), 1000);
  await chooses(place, 'invisible', 2000);
  const written = await updateTime(place);
  expect(await place.says(UID)).toMatchObject({ state: 'offline' });
  await livesOn(place, 3000);
  expect(await updateTime(place)).toBe(written);
});

test('no document is created while its user is invisible', async () => {
  const place = await stage('invisible');
  await place.instance.root
    .child(`presence/settings/${UID}`)
    .set({ availability: { value: 'invisible', at: 500 }, last_changed: 500 });
  await livesOn(place, 1000);
  expect(await place.says(UID)).toBeNull();
  await chooses(place, 'available', 20_000);
  await place.changes(UID, connected(21_000), 21_000);
  expect(await place.says(UID)).toMatchObject({ state: 'online' });
});

test('the choice to be invisible creates the document, so that a late write of the own client loses', async () => {
  const place = await stage('invisible');
  await place.becomes(UID, connected(1000));
  await chooses(place, 'invisible', 2000);
  expect(await place.says(UID)).toMatchObject({ state: 'offline' });
});
