import { setTimeout as wait } from 'node:timers/promises';
import { type FirebaseApp, setLogLevel } from 'firebase/app';
import { signInAnonymously } from 'firebase/auth';
import { getDatabase, goOffline, goOnline } from 'firebase/database';
import {
  getPresence,
  getRoom,
  joinRoom,
  notifyTyping,
  onConnectionStateChanged,
  type Presence,
  pausePresence,
  resumePresence,
  setAvailability,
  setCustomStatus,
  setMemberData,
  stopTyping,
} from 'firebase-presence';
import { connectToFirebase, emulators, PROJECT_ID } from './firebase.ts';
import { saveName } from './names.ts';
import { loadDemoRules } from './rules.ts';
import { ROOMS, type Seat } from './seat.ts';

// Users for the demo while only one window is open. These are clients like any other, in Node instead of a browser.

/** The users, and for how many seconds each is online and offline. */
const PEOPLE = [
  { name: 'Amara', online: 40, offline: 15, custom: { text: 'Writing the release notes', emoji: '📝' }, busy: true },
  { name: 'Jonas', online: 25, offline: 35, custom: { text: 'On the train', emoji: '🚆' }, busy: false },
  { name: 'Mei', online: 60, offline: 10, custom: null, busy: false },
];

/** The messages that they send. */
const LINES = [
  'Morning!',
  'The build is green.',
  'Who reviews this?',
  'I am off to lunch soon.',
  'Nice.',
  'Back in a minute.',
];

// The program that started this one holds the other end of the input. When that ends, this one ends too.
process.stdin.resume().on('end', () => process.exit());

// Firestore warns of each write that the rules reject. Presence makes some writes that the rules are meant to reject.
setLogLevel('error');
await loadDemoRules(emulators.firestore, PROJECT_ID);
// The launcher shows the address of the demo after this message.
process.send?.('ready');
await Promise.all(PEOPLE.map(comeAndGo));

async function comeAndGo({ name, online, offline, custom, busy }: (typeof PEOPLE)[number]): Promise<void> {
  const { app, auth, firestore } = connectToFirebase(name);
  const { user } = await signInAnonymously(auth);
  await saveName(firestore, user.uid, { name, simulated: true });
  const presence = getPresence(app);
  onConnectionStateChanged(presence, () => undefined, console.error);
  await setCustomStatus(presence, custom);
  await setAvailability(presence, busy ? 'busy' : 'available');
  await Promise.all([talk(presence, name), attend(presence, app, online, offline)]);
}

/** Pauses and resumes, then loses the connection and gets it back. */
async function attend(presence: Presence, app: FirebaseApp, online: number, offline: number): Promise<void> {
  for (;;) {
    await about(online);
    await pausePresence(presence);
    await about(offline);
    resumePresence(presence);
    await about(online);
    // The others see this loss when the grace period is over.
    goOffline(getDatabase(app));
    await about(offline);
    goOnline(getDatabase(app));
  }
}

/** Sends a message now and then. */
async function talk(presence: Presence, name: string): Promise<void> {
  const room = getRoom<Seat>(presence, ROOMS[0]);
  const me = { name, simulated: true };
  await joinRoom(room, me);
  for (let number = 1; ; number++) {
    for (let key = 0; key < 12; key++) {
      notifyTyping(room);
      await wait(200);
    }
    const text = LINES[Math.floor(Math.random() * LINES.length)] ?? '';
    await setMemberData(room, { ...me, message: { text, number } });
    stopTyping(room);
    await about(20);
  }
}

/** Waits a random time around this one. */
async function about(seconds: number): Promise<void> {
  await wait(seconds * 1000 * (0.5 + Math.random()));
}
