import { initializeApp } from 'firebase/app';
import { initializeAuth, inMemoryPersistence } from 'firebase/auth';
import { getPresence, initializePresence } from 'firebase-presence';
import { initializePresence as initializeWithoutFirestore } from 'firebase-presence/without-firestore';
import { expect, test } from 'vitest';
import { isConnected, newDevice, person, signInAs, watch } from '../kit/users/index.ts';

test.each([
  ['firebase-presence', initializePresence],
  ['firebase-presence/without-firestore', initializeWithoutFirestore],
])('initializePresence() of %s takes the user of an initializeAuth() online', async (_, initialize) => {
  const alice = person('alice');
  const seen = watch(alice);
  const device = newDevice();
  const presence = initialize(device.auth, { idleAfterMs: 60_000 });
  await signInAs(device, alice.uid);
  await isConnected(presence);
  await seen.sees('online');
  expect(presence.app).toBe(device.app);
  expect(initialize(device.auth)).toBe(presence);
  expect(getPresence(device.app)).toBe(presence);
  expect(() => initialize(device.auth, { idleAfterMs: 5000 })).toThrow(
    expect.objectContaining({ code: 'presence/already-initialized' }),
  );
});

test.each([undefined, null, 'auth', {}])('initializePresence(%j) is refused with the call that is missing', (auth) => {
  // An app without types can pass anything.
  expect(() => Reflect.apply(initializePresence, undefined, [auth])).toThrow(
    expect.objectContaining({
      code: 'presence/invalid-argument',
      message: expect.stringContaining('Pass what initializeAuth or getAuth returned.'),
    }),
  );
});

test('initializePresence() with an app that names no database gets presence/no-database', () => {
  const auth = initializeAuth(initializeApp({ apiKey: 'any' }, crypto.randomUUID()), {
    persistence: inMemoryPersistence,
  });
  expect(() => initializePresence(auth)).toThrow(expect.objectContaining({ code: 'presence/no-database' }));
});
