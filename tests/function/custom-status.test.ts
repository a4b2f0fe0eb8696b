import type { Targets } from '@firebase-presence/contract';
import { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { type Stage, stage } from '../kit/functions/index.ts';

test('a custom status that ends at a fraction of a millisecond is written once', async () => {
  const place = await stage('custom');
  const after = { custom: { text: 'Lunch', at: 1000, expires_at: 5000.5 }, last_changed: 1000 };
  await place.instance.root.child('presence/settings/mallory').set(after);
  await place.writeNode('mallory', { last_changed: 900, left_at: 900 });
  const choose = (): ReturnType<Stage['handle']> =>
    place.handle({ uid: 'mallory', node: 'settings', before: null, after, time: 1000 });
  expect(await choose()).toBe('written');
  expect(await choose()).toBe('unchanged');
});

test.each([0.5, -1, 1e300])('settings with the time %d, which a server wrote, do not stop the status', async (at) => {
  const place = await stage('custom');
  const after = {
    availability: { value: 'busy', at },
    last_seen: { hidden: false, at },
    custom: { text: 'Lunch', at, expires_at: at },
    last_changed: 1000,
  };
  await place.instance.root.child('presence/settings/alice').set(after);
  await place.writeNode('alice', { last_changed: 900, left_at: 900 });
  const change = { uid: 'alice', node: 'settings', before: null, after, time: 1000 } as const;
  expect(await place.handle(change)).toBe('written');
  expect(await place.fieldsOf('alice')).toMatchObject({ state: 'offline', last_changed: Timestamp.fromMillis(900) });
  expect(await place.handle(change)).toBe('unchanged');
});

test.each<Targets>(['firestore', 'both', 'database'])(
  'with the targets %s, a text that ends within an emoji does not stop the status of its user',
  async (targets) => {
    const place = await stage('custom', { targets });
    const after = { custom: { text: 'Lunch \ud83c', emoji: '\ud83c', at: 1000 }, last_changed: 1000 };
    await place.instance.root.child('presence/settings/alice').set(after);
    await place.writeNode('alice', { last_changed: 900, left_at: 900 });
    const change = { uid: 'alice', node: 'settings', before: null, after, time: 1000 } as const;
    expect(await place.handle(change)).toBe('written');
    expect(await place.fieldsOf('alice')).toMatchObject({ custom: { text: 'Lunch \ufffd', emoji: '\ufffd' } });
    expect(await place.handle(change)).toBe('unchanged');
  },
);
