/** The imports of a page, and calls that keep the bundler from removing them. */
export interface SizedPage {
  readonly title: string;
  /** The package whose version the table shows. */
  readonly package: string;
  readonly code: string;
  /** Packages that the page has anyway. They do not count. */
  readonly external?: readonly string[];
}

const FIREBASE = ['firebase/app', 'firebase/auth', 'firebase/database', 'firebase/firestore'];

const APP = `import { initializeApp } from 'firebase/app';
const app = initializeApp({ projectId: 'a', apiKey: 'b', databaseURL: 'https://a.firebaseio.com' });`;

const SIGN_IN = `import { getAuth, signInAnonymously } from 'firebase/auth';
signInAnonymously(getAuth(app));`;

/** The sign-in that Firebase recommends for a small page: no popups, no redirects, one kind of storage. */
const SMALL_SIGN_IN = `import { indexedDBLocalPersistence, initializeAuth, signInAnonymously } from 'firebase/auth';
const auth = initializeAuth(app, { persistence: indexedDBLocalPersistence });
signInAnonymously(auth);`;

const RECORD = `import { getDatabase, onDisconnect, onValue, ref, serverTimestamp, set } from 'firebase/database';
const node = ref(getDatabase(app), 'status/a');
onValue(ref(getDatabase(app), '.info/connected'), () => onDisconnect(node).remove().then(() => set(node, serverTimestamp())));`;

const WATCH = `import { getFirestore, collection, onSnapshot, query, where, doc, setDoc } from 'firebase/firestore';
const status = collection(getFirestore(app), 'status');
setDoc(doc(status, 'a'), { state: 'online' });
onSnapshot(query(status, where('state', '==', 'online')), console.log);`;

/** What presence calls in Firebase, where a page watches the online users without Firestore. */
const CALLS = `import { beforeAuthStateChanged, onAuthStateChanged, onIdTokenChanged } from 'firebase/auth';
import { equalTo, get, getDatabase, increment, limitToFirst, onDisconnect, onValue, orderByChild, query, ref, serverTimestamp, update } from 'firebase/database';
const node = ref(getDatabase(app), 'status/a');
for (const follow of [beforeAuthStateChanged, onAuthStateChanged, onIdTokenChanged]) follow(getAuth(app), console.log);
onValue(query(node, orderByChild('a'), equalTo('b'), limitToFirst(1)), console.log);
get(node).then(() => onDisconnect(node).update({})).then(() => update(node, { a: serverTimestamp(), b: increment(1) }));`;

export const PAGES: readonly SizedPage[] = [
  {
    title: 'everything, in a page that has Firebase',
    package: 'firebase-presence',
    code: `export * from 'firebase-presence';`,
    external: FIREBASE,
  },
  {
    title: '`getPresence` alone, in a page that has Firebase',
    package: 'firebase-presence',
    code: `export { getPresence } from 'firebase-presence';`,
    external: FIREBASE,
  },
  {
    title: 'a whole page: signs in, has presence, watches the online users',
    package: 'firebase-presence',
    code: `${APP}\n${SIGN_IN}
import { getPresence, onOnlineUsersChanged } from 'firebase-presence';
onOnlineUsersChanged(getPresence(app), console.log);`,
  },
  {
    title: 'a whole page with presence that watches no users',
    package: 'firebase-presence',
    code: `${APP}\n${SIGN_IN}\nimport { getPresence } from 'firebase-presence';\ngetPresence(app);`,
  },
  {
    title: 'a whole page with presence, without Firestore',
    package: 'firebase-presence',
    code: `${APP}\n${SIGN_IN}\nimport { getPresence } from 'firebase-presence/without-firestore';\ngetPresence(app);`,
  },
  {
    title: 'a whole page without Firestore: signs in, has presence, watches the online users',
    package: 'firebase-presence',
    code: `${APP}\n${SIGN_IN}
import { getPresence, onOnlineUsersChanged } from 'firebase-presence/without-firestore';
onOnlineUsersChanged(getPresence(app), console.log);`,
  },
  {
    title: 'the same, with `initializeAuth` and `initializePresence`',
    package: 'firebase-presence',
    code: `${APP}\n${SMALL_SIGN_IN}
import { initializePresence, onOnlineUsersChanged } from 'firebase-presence/without-firestore';
onOnlineUsersChanged(initializePresence(auth), console.log);`,
  },
  {
    title: 'the documented sample: Auth, Realtime Database, Firestore',
    package: 'firebase',
    code: `${APP}\n${SIGN_IN}\n${RECORD}\n${WATCH}`,
  },
  {
    title: 'Auth and Realtime Database, without Firestore',
    package: 'firebase',
    code: `${APP}\n${SIGN_IN}\n${RECORD}`,
  },
  {
    title: 'the same, with `initializeAuth`',
    package: 'firebase',
    code: `${APP}\n${SMALL_SIGN_IN}\n${RECORD}`,
  },
  {
    title: 'Auth and Realtime Database, without Firestore, with everything that presence calls in it',
    package: 'firebase',
    code: `${APP}\n${SIGN_IN}\n${CALLS}`,
  },
  {
    title: 'Ably',
    package: 'ably',
    code: `import { Realtime } from 'ably';
const channel = new Realtime({ authUrl: '/auth' }).channels.get('a');
channel.presence.enter();
channel.presence.subscribe(console.log);`,
  },
  {
    title: 'Ably, the parts that presence needs',
    package: 'ably',
    code: `import { BaseRealtime, FetchRequest, RealtimePresence, WebSocketTransport } from 'ably/modular';
const channel = new BaseRealtime({ authUrl: '/auth', plugins: { FetchRequest, RealtimePresence, WebSocketTransport } }).channels.get('a');
channel.presence.enter();
channel.presence.subscribe(console.log);`,
  },
  {
    title: 'Liveblocks',
    package: '@liveblocks/client',
    code: `import { createClient } from '@liveblocks/client';
const { room } = createClient({ authEndpoint: '/auth' }).enterRoom('a', { initialPresence: {} });
room.subscribe('others', console.log);`,
  },
  {
    title: 'Pusher Channels',
    package: 'pusher-js',
    code: `import Pusher from 'pusher-js';
new Pusher('key', { cluster: 'eu' }).subscribe('presence-a').bind('pusher:member_added', console.log);`,
  },
  {
    title: 'PubNub',
    package: 'pubnub',
    code: `import PubNub from 'pubnub';
const pubnub = new PubNub({ subscribeKey: 'key', userId: 'a' });
pubnub.addListener({ presence: console.log });
pubnub.subscribe({ channels: ['a'], withPresence: true });`,
  },
  {
    title: 'PartySocket, which has no presence',
    package: 'partysocket',
    code: `import { PartySocket } from 'partysocket';
new PartySocket({ host: 'a', room: 'a' }).addEventListener('message', console.log);`,
  },
  {
    title: 'Supabase Realtime',
    package: '@supabase/realtime-js',
    code: `import { RealtimeClient } from '@supabase/realtime-js';
const channel = new RealtimeClient('wss://a/realtime/v1', { params: { apikey: 'a' } }).channel('a');
channel.on('presence', { event: 'sync' }, () => console.log(channel.presenceState()));
channel.subscribe(() => channel.track({}));`,
  },
  {
    title: 'Phoenix',
    package: 'phoenix',
    code: `import { Presence, Socket } from 'phoenix';
const socket = new Socket('/socket');
socket.connect();
const channel = socket.channel('a');
const presence = new Presence(channel);
presence.onSync(() => console.log(presence.list()));
channel.join();`,
  },
  {
    title: 'Socket.IO, which has no presence',
    package: 'socket.io-client',
    code: `import { io } from 'socket.io-client';
io().on('presence', console.log);`,
  },
];
