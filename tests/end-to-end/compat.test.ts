import { randomUUID } from 'node:crypto';
import { getApp } from 'firebase/app';
import firebase from 'firebase/compat/app';
import { customToken, isConnected, person, watch } from '../kit/users/index.ts';
import 'firebase/compat/auth';
import 'firebase/compat/database';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';
import { getPresence, onMyStatusChanged } from 'firebase-presence';
import { expect, onTestFinished, test } from 'vitest';
import * as suite from '../kit/suite.ts';

/** An app that uses Firebase's API from before version 9: objects with methods. */
function compatApp(): firebase.app.App {
  const app = firebase.initializeApp({ projectId: suite.PROJECT, apiKey: 'any' }, randomUUID());
  onTestFinished(() => app.delete());
  app.auth().useEmulator(`http://127.0.0.1:${suite.auth().port}`);
  app.database().useEmulator(suite.database().host, suite.database().port);
  // The Firestore of that API is another object, with a cache of its own.
  connectFirestoreEmulator(getFirestore(getApp(app.name)), suite.firestore().host, suite.firestore().port);
  return app;
}

test("an app with Firebase's API from before version 9 is online, and sees itself offline at once", async () => {
  const alice = person('alice');
  // Keeps Alice online on the server.
  await alice.opensTab();
  await watch(alice).sees('online');
  const app = compatApp();
  const presence = getPresence(app);
  const states: (string | undefined)[] = [];
  onTestFinished(onMyStatusChanged(presence, (status) => states.push(status?.state)));
  await app.auth().signInWithCustomToken(await customToken(alice.uid));
  await isConnected(presence);
  await expect.poll(() => states.at(-1)).toBe('online');
  const before = states.length;
  app.database().goOffline();
  // The server knows the other tab, so it writes `online` again later.
  await expect.poll(() => states.slice(before)).toContain('offline');
  app.database().goOnline();
  await isConnected(presence);
  await expect.poll(() => states.at(-1)).toBe('online');
});
