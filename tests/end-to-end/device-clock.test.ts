import { Timestamp } from 'firebase-admin/firestore';
import { onStatusChanged, type UserStatus } from 'firebase-presence';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as suite from '../kit/suite.ts';
import { person, valuesOf } from '../kit/users/index.ts';

const HOUR_MS = 3_600_000;

/*
 * All clients of a process share the estimate of the server's time. So this test is alone in its file: no other client has corrected it.
 */
test('a watcher whose clock is a day ahead shows a custom status when the database has sent its time', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const expiresAt = Timestamp.fromMillis(Date.now() + HOUR_MS);
  const document = suite.admin().firestore.collection('status').doc(alice.uid);
  const custom = { text: 'Lunch', expires_at: expiresAt };
  await document.set({ state: 'online', last_changed: Timestamp.now(), custom });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 26 * HOUR_MS });
  onTestFinished(() => void vi.useRealTimers());
  const tab = await bob.loadsPage();
  // Firestore answers before the Realtime Database.
  tab.losesConnection();
  tab.startsPresence();
  const statuses = valuesOf<UserStatus | null>((next, error) => onStatusChanged(tab.presence, alice.uid, next, error));
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', fromCache: false, customStatus: null });
  tab.regainsConnection();
  await expect.poll(() => statuses.at(-1)?.customStatus?.text).toBe('Lunch');
});
