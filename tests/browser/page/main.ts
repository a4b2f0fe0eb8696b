// First, because it records the errors of the other modules.
import './page-errors.ts';
import './blocked-storage.ts';
import './prerendered.ts';
import './hidden.ts';
import { initializeApp } from 'firebase/app';
import {
  browserSessionPersistence,
  connectAuthEmulator,
  getAuth,
  setPersistence,
  signInWithCustomToken,
  signOut,
} from 'firebase/auth';
import { connectDatabaseEmulator, getDatabase } from 'firebase/database';
import {
  connectFirestoreEmulator,
  type Firestore,
  getFirestore,
  initializeFirestore,
  persistentLocalCache,
  persistentMultipleTabManager,
} from 'firebase/firestore';
import {
  getPresence,
  getRoom,
  joinRoom,
  leaveRoom,
  notifyTyping,
  onConnectionStateChanged,
  onMembersChanged,
  onMyStatusChanged,
  onStatusChanged,
  onTypingChanged,
  type PresenceOptions,
  pausePresence,
  resumePresence,
} from 'firebase-presence';
import type { Harness, RoomView } from './harness.ts';
import worker from './worker.ts?worker&url';

// An app as its developer would write it, but without a user interface. Errors have no listener. So they go to the console, where they
// fail the test.

const asked = new URLSearchParams(location.search);
const app = initializeApp({ projectId: 'demo-presence', apiKey: 'any' });
const auth = getAuth(app);
connectAuthEmulator(auth, `http://${address('auth')}`, { disableWarnings: true });
connectDatabaseEmulator(getDatabase(app), ...hostAndPort('database'));
connectFirestoreEmulator(firestore(), ...hostAndPort('firestore'));
const presence = getPresence(app, options());

const views = new Map<string, RoomView>();

const harness: Harness = {
  user: () => auth.authStateReady().then(() => auth.currentUser?.uid ?? null),
  signIn: async (token) => {
    if (asked.get('persistence') === 'session') await setPersistence(auth, browserSessionPersistence);
    await signInWithCustomToken(auth, token);
  },
  signOut: () => signOut(auth),
  leave: () => pausePresence(presence),
  enter: () => resumePresence(presence),
  watch: (uid) => {
    onStatusChanged(presence, uid, (status) => {
      if (status === null) return;
      const { state, availability, fromCache } = status;
      harness.sightings.push({ uid, state, availability, fromCache });
    });
  },
  join: (id, data) => joinRoom(getRoom(presence, id), data),
  leaveRoom: (id) => leaveRoom(getRoom(presence, id)),
  type: (id) => notifyTyping(getRoom(presence, id)),
  watchRoom: (id) => {
    const view: RoomView = { members: [], typing: [] };
    views.set(id, view);
    onMembersChanged(getRoom(presence, id), ({ members }) => {
      view.members = members.map(({ uid, data }) => ({ uid, data }));
    });
    onTypingChanged(getRoom(presence, id), (uids) => {
      view.typing = uids;
    });
  },
  room: (id) => views.get(id) ?? null,
  connection: [],
  ownStatus: [],
  sightings: [],
};

onConnectionStateChanged(presence, (state) => harness.connection.push(state));
onMyStatusChanged(presence, (status) => {
  const state = status?.state ?? 'none';
  if (harness.ownStatus.at(-1) !== state) harness.ownStatus.push(state);
});
window.harness = harness;
if (asked.has('worker')) new SharedWorker(worker, { name: location.search });

/** The address of the page can ask for a cache that outlives the page, and that all tabs share. */
function firestore(): Firestore {
  if (asked.get('cache') !== 'persistent') return getFirestore(app);
  return initializeFirestore(app, { localCache: persistentLocalCache({ tabManager: persistentMultipleTabManager() }) });
}

/** The address of the page can ask for a shorter idle time and a shorter renewal period than an app has. */
function options(): PresenceOptions {
  const [idleAfterMs, renewalMs] = [asked.get('idleAfterMs'), asked.get('renewalMs')];
  return {
    ...(idleAfterMs !== null && { idleAfterMs: Number(idleAfterMs) }),
    ...(renewalMs !== null && { renewalMs: Number(renewalMs) }),
  };
}

function address(emulator: string): string {
  const found = asked.get(emulator);
  if (found === null) throw new Error(`The address of this page lacks the address of the ${emulator} emulator`);
  return found;
}

function hostAndPort(emulator: string): [string, number] {
  const { hostname, port } = new URL(`http://${address(emulator)}`);
  return [hostname, Number(port)];
}
