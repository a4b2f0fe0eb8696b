import { setTimeout as wait } from 'node:timers/promises';
import { setLogLevel } from 'firebase/app';
import { signInAnonymously } from 'firebase/auth';
import { getDatabase, goOffline, goOnline } from 'firebase/database';
import { enter, getPresence, leave, onConnectionStateChanged } from 'firebase-presence';
import { connectToFirebase } from './firebase.ts';
import { saveName } from './names.ts';

// Keeps the demo alive while only one window is open. These are clients like any other, in Node instead of a browser.

/** Who comes and goes, at which pace in seconds. */
const PEOPLE = [
  { name: 'Amara', online: 40, offline: 15 },
  { name: 'Jonas', online: 25, offline: 35 },
  { name: 'Mei', online: 60, offline: 10 },
];

// Whoever started this program holds the other end, and ends with it.
process.stdin.resume().on('end', () => process.exit());

// Firestore would warn of each write that the rules refuse, and those of presence are meant to be refused now and then.
setLogLevel('error');
await Promise.all(PEOPLE.map(comeAndGo));

async function comeAndGo({ name, online, offline }: (typeof PEOPLE)[number]): Promise<void> {
  const { app, auth, firestore } = connectToFirebase(name);
  const { user } = await signInAnonymously(auth);
  await saveName(firestore, user.uid, name);
  const presence = getPresence(app);
  onConnectionStateChanged(presence, () => undefined, console.error);
  for (;;) {
    await about(online);
    await leave(presence);
    await about(offline);
    enter(presence);
    await about(online);
    // Not by choice this time: the others hear of it when the grace period is over.
    goOffline(getDatabase(app));
    await about(offline);
    goOnline(getDatabase(app));
  }
}

/** Nobody is punctual. */
async function about(seconds: number): Promise<void> {
  await wait(seconds * 1000 * (0.5 + Math.random()));
}
