import { expect, test } from 'vitest';
import { marksOf } from '../../functions/src/due.ts';
import { notesOf, resumeKilledTicks } from '../../functions/src/tick-notes.ts';
import { stage } from '../kit/functions/index.ts';

const TEN_MINUTES = 600_000;
const BEGUN = 1_700_000_000_000;

// Rule 4j: a tick that was killed after it wrote, and whose mark another tick has deleted.
test('another tick looks at the users of a killed tick ten minutes later', async () => {
  const place = await stage('killed');
  const { root } = place.instance;
  const notes = notesOf(root);
  // A uid that is the name of a function of every object.
  const uids = ['alice', 'constructor'];
  for (const uid of uids) {
    const online = { connections: { tab: { last_changed: 1000 } }, last_changed: 1000 };
    await place.change(uid, online, 1000);
    await place.document(uid).update({ state: 'offline' });
  }
  await notes.write(uids, BEGUN);
  const resume = (now: number) =>
    resumeKilledTicks({ notes, marks: marksOf(root), enqueueTick: async () => undefined, now: () => now });

  await resume(BEGUN + TEN_MINUTES - 1);
  await place.runTick(BEGUN + TEN_MINUTES - 1);
  expect(await place.fieldsOf('alice')).toMatchObject({ state: 'offline' });

  await resume(BEGUN + TEN_MINUTES + 1);
  await place.runTick(BEGUN + TEN_MINUTES + 1);
  for (const uid of uids) expect(await place.fieldsOf(uid)).toMatchObject({ state: 'online' });
  expect((await root.child('presence/ticking').get()).exists()).toBe(false);
});

test('a tick that ends removes its note', async () => {
  const place = await stage('notes');
  await place.change('alice', { connections: { tab: { last_changed: 1000 } }, last_changed: 1000 }, 1000);
  await place.change('alice', { last_changed: 2000 }, 2000);
  await place.runTick(6001);
  expect(await place.fieldsOf('alice')).toMatchObject({ state: 'offline' });
  expect((await place.instance.root.child('presence/ticking').get()).exists()).toBe(false);
});
