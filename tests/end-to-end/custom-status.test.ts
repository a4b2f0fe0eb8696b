import { goOffline } from 'firebase/database';
import {
  type MySettings,
  onMySettingsChanged,
  onMyStatusChanged,
  setCustomStatus,
  type UserStatus,
} from 'firebase-presence';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { settingsPath } from '../../contract/index.ts';
import { removeExpired } from '../../functions/src/remove-expired.ts';
import { documentedClient } from '../kit/sample/index.ts';
import * as suite from '../kit/suite.ts';
import { person, statusesSeen, valuesOf, watch } from '../kit/users/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

test("others and the user's other devices see a custom status, also while the user is offline", async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const statuses = statusesSeen(watcher.presence, alice.uid);
  await expect.poll(() => statuses.at(-1)?.state).toBe('offline');
  const [phone, laptop] = [await alice.opensTab(), await alice.opensTab()];
  const chosen = valuesOf<MySettings | null>((next) => onMySettingsChanged(laptop.presence, next));
  const mine = valuesOf<UserStatus | null>((next, error) => onMyStatusChanged(laptop.presence, next, error));
  await setCustomStatus(phone.presence, { text: 'In a meeting', emoji: '📅' });
  const custom = { text: 'In a meeting', emoji: '📅', expiresAt: null };
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', customStatus: custom });
  await expect.poll(() => chosen.at(-1)).toMatchObject({ customStatus: custom });
  await expect.poll(() => mine.at(-1)).toMatchObject({ customStatus: custom });
  await phone.closes();
  await laptop.closes();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'offline', customStatus: custom });
  const again = await alice.opensTab();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', customStatus: custom });
  await setCustomStatus(again.presence, null);
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', customStatus: null });
});

test('a custom status disappears for watchers when it expires, although no function runs', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const tab = await alice.opensTab();
  // The clock runs as usual until the test moves it by an hour.
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  const statuses = statusesSeen(watcher.presence, alice.uid);
  const chosen = valuesOf<MySettings | null>((next) => onMySettingsChanged(tab.presence, next));
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', fromCache: false });
  await setCustomStatus(tab.presence, { text: 'Lunch', expiresAt: new Date(Date.now() + 3_600_000) });
  await expect.poll(() => statuses.at(-1)?.customStatus?.text).toBe('Lunch');
  await expect.poll(() => chosen.at(-1)?.customStatus?.text).toBe('Lunch');
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(statuses.at(-1)?.customStatus).toBeNull();
  expect(chosen.at(-1)?.customStatus).toBeNull();
  vi.useRealTimers();
  // Reads the document itself: another listener can be behind the one of the watcher.
  const document = await suite.admin().firestore.collection('status').doc(alice.uid).get();
  expect(document.data()).toMatchObject({ custom: { text: 'Lunch' } });
});

test('a one-hour custom status ends in an hour when the device clock is a day ahead', async () => {
  const alice = person('alice');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 26 * 3_600_000 });
  const tab = await alice.opensTab();
  await setCustomStatus(tab.presence, { text: 'Lunch', expiresAt: new Date(Date.now() + 3_600_000) });
  vi.useRealTimers();
  const end = (
    await suite
      .admin()
      .database.ref(`${settingsPath(alice.uid)}/custom/expires_at`)
      .get()
  ).val();
  expect(Math.abs(end - Date.now() - 3_600_000)).toBeLessThan(60_000);
});

test('removeExpired() removes an expired custom status from both databases', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  await suite
    .admin()
    .database.ref(settingsPath(alice.uid))
    .set({ custom: { text: 'Lunch', expires_at: 1000, at: 900 }, last_changed: 900 });
  await expect.poll(() => seen.documents.at(-1)).toMatchObject({ custom: { text: 'Lunch' } });
  await removeExpired(suite.admin().database.ref(), Date.now());
  await expect.poll(() => seen.documents.at(-1)?.custom).toBeUndefined();
  expect(
    (
      await suite
        .admin()
        .database.ref(`${settingsPath(alice.uid)}/custom`)
        .get()
    ).exists(),
  ).toBe(false);
});

test('removeExpired() keeps a custom status that has not expired', async () => {
  const alice = person('alice');
  const tab = await alice.opensTab();
  await setCustomStatus(tab.presence, { text: 'Holiday', expiresAt: new Date(Date.now() + 3_600_000) });
  await removeExpired(suite.admin().database.ref(), Date.now());
  expect(
    (
      await suite
        .admin()
        .database.ref(`${settingsPath(alice.uid)}/custom/text`)
        .get()
    ).val(),
  ).toBe('Holiday');
});

test('a custom status survives when a documentation-style device replaces the whole node', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await setCustomStatus(tab.presence, { text: 'At work' });
  await expect.poll(() => seen.documents.at(-1)).toMatchObject({ state: 'online', custom: { text: 'At work' } });
  const device = await alice.opensDevice();
  onTestFinished(documentedClient(device, alice.uid).stop);
  await expect
    .poll(async () => (await suite.admin().database.ref(`status/${alice.uid}/state`).get()).val())
    .toBe('online');
  await tab.closes();
  goOffline(device.database);
  await seen.sees('offline');
  const customs = seen.documents.map((document) => document?.custom);
  expect(customs.slice(customs.findIndex(Boolean))).not.toContain(undefined);
});

test('setCustomStatus() rejects an invalid custom status and names what is wrong', async () => {
  const { presence } = await person('alice').opensTab();
  const invalid = (text: string) => ({ code: 'presence/invalid-argument', message: expect.stringContaining(text) });
  await expect(setCustomStatus(presence, { text: 'x'.repeat(101) })).rejects.toMatchObject(invalid('xxx'));
  await expect(setCustomStatus(presence, { text: '' })).rejects.toMatchObject(invalid('text is ""'));
  await expect(setCustomStatus(presence, { text: 'a', emoji: 'x'.repeat(41) })).rejects.toMatchObject(invalid('emoji'));
  const past = new Date(Date.now() - 1000);
  await expect(setCustomStatus(presence, { text: 'a', expiresAt: past })).rejects.toMatchObject(invalid('expiresAt'));
  const far = new Date(Date.now() + 2 * 31_622_400_000);
  await expect(setCustomStatus(presence, { text: 'a', expiresAt: far })).rejects.toMatchObject(invalid('expiresAt'));
  await expect(setCustomStatus(presence, { text: 'a', expiresAt: new Date(Number.NaN) })).rejects.toMatchObject(
    invalid('expiresAt'),
  );
});
