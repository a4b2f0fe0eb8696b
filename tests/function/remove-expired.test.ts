import type { Query } from 'firebase-admin/database';
import { expect, onTestFinished, test, vi } from 'vitest';
import { removeExpired } from '../../functions/src/remove-expired.ts';
import { newInstance } from '../kit/new-instance.ts';

const NOW = 1_000_000;
const expired = { custom: { text: 'Lunch', at: 1, expires_at: NOW - 1 }, last_changed: 1 };

test('expired custom statuses are removed, and nothing else', async () => {
  const { root } = await newInstance('expired');
  const availability = { value: 'busy', at: 1 };
  const lasting = { custom: { text: 'Holiday', at: 1, expires_at: NOW + 1 }, last_changed: 1 };
  await root.child('presence/settings').set({ alice: { ...expired, availability }, bob: lasting });
  await removeExpired(root, NOW);
  expect((await root.child('presence/settings').get()).val()).toEqual({
    alice: { availability, last_changed: expect.any(Number) },
    bob: lasting,
  });
  expect((await root.child('presence/settings/alice/last_changed').get()).val()).toBeGreaterThan(1);
});

test('a custom status that the user sets during the removal of the expired one stays', async () => {
  const { root } = await newInstance('expired');
  const settings = root.child('presence/settings/alice');
  await settings.set(expired);
  const next = { custom: { text: 'Back', at: 2 }, last_changed: 2 };
  afterFirstQuery(root.limitToFirst(1), () => settings.set(next));
  await removeExpired(root, NOW);
  expect((await settings.get()).val()).toEqual(next);
});

test('an expired custom status that ends within an emoji is removed', async () => {
  const { root } = await newInstance('expired');
  const custom = { ...expired.custom, text: 'Lunch \ud83c' };
  await root.child('presence/settings/alice').set({ custom, last_changed: 1 });
  await removeExpired(root, NOW);
  expect((await root.child('presence/settings/alice/custom').get()).exists()).toBe(false);
});

test('a custom status that ends within an emoji, and is set during the removal, stays', async () => {
  const { root } = await newInstance('expired');
  const settings = root.child('presence/settings/mallory');
  await settings.set(expired);
  const next = { custom: { ...expired.custom, text: 'Lunch \ud83c' }, last_changed: 2 };
  afterFirstQuery(root.limitToFirst(1), () => settings.set(next));
  await removeExpired(root, NOW);
  expect((await settings.get()).val()).toEqual(next);
});

/** The first query is followed by a change before the reader goes on. */
function afterFirstQuery(any: Query, change: () => Promise<void>): void {
  const queries: Pick<Query, 'get'> = Object.getPrototypeOf(any);
  const { get } = queries;
  const spy = vi.spyOn(queries, 'get').mockImplementationOnce(async function (this: Query) {
    const snapshot = await get.call(this);
    await change();
    return snapshot;
  });
  onTestFinished(() => spy.mockRestore());
}
