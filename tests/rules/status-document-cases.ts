import type firebase from 'firebase/compat/app';
import { serverTimestamp } from 'firebase/firestore';

/** One request to Firestore. What stands at status/alice was written by the function, which no rule binds. */
export interface DocumentCase {
  title: string;
  /** Who asks; Alice if nothing is said, nobody if null. */
  as?: string | null;
  stands?: Fields;
  asks: (firestore: firebase.firestore.Firestore) => Promise<unknown>;
}

type Fields = Record<string, unknown>;

const secondsAgo = (seconds: number): Date => new Date(Date.now() - seconds * 1000);
const offline = { state: 'offline', last_changed: secondsAgo(3600) };
const online = { state: 'online', last_changed: secondsAgo(3600) };
const goingOnline = { state: 'online', last_changed: secondsAgo(1) };
const wrong = { number: 1, boolean: true, null: null, list: ['online'], map: { online: true } };

const sets = (fields: Fields, path = 'status/alice') => ({
  asks: (firestore: firebase.firestore.Firestore) => firestore.doc(path).set(fields),
});
const merges = (fields: Fields) => ({
  asks: (firestore: firebase.firestore.Firestore) => firestore.doc('status/alice').set(fields, { merge: true }),
});

export const allowed: DocumentCase[] = [
  { title: 'a person reads their own document', stands: offline, asks: (db) => db.doc('status/alice').get() },
  { title: 'a person reads a document of another', as: 'bob', stands: online, asks: (db) => db.doc('status/alice').get() },
  { title: 'a person reads a document that is not there', asks: (db) => db.doc('status/nobody').get() },
  {
    title: 'a person who signed in anonymously reads',
    as: 'anonymous',
    stands: online,
    asks: (db) => db.doc('status/alice').get(),
  },
  { title: 'a person lists everybody', as: 'bob', stands: online, asks: (db) => db.collection('status').get() },
  {
    title: 'a person lists who is online',
    as: 'bob',
    stands: online,
    asks: (db) => db.collection('status').where('state', '==', 'online').get(),
  },
  { title: 'the owner goes online where nothing stands', ...sets(goingOnline) },
  { title: 'the owner goes online where nothing stands, with a merge', ...merges(goingOnline) },
  { title: 'the owner goes online from offline', stands: offline, ...sets(goingOnline) },
  { title: 'the owner goes online from offline, with a merge', stands: offline, ...merges(goingOnline) },
  {
    title: 'the owner goes online from offline, with an update',
    stands: offline,
    asks: (db) => db.doc('status/alice').update(goingOnline),
  },
  { title: 'a documented client goes online where nothing stands', ...sets({ state: 'online', last_changed: serverTimestamp() }) },
  {
    title: 'a documented client goes online from offline',
    stands: offline,
    ...sets({ state: 'online', last_changed: serverTimestamp() }),
  },
  {
    title: 'the owner goes online and keeps what else is shown',
    stands: { ...offline, availability: 'busy', custom: { text: 'lunch' } },
    ...merges(goingOnline),
  },
  {
    title: 'the owner goes online with a write that repeats what else is shown',
    stands: { ...offline, availability: 'busy' },
    ...sets({ ...goingOnline, availability: 'busy' }),
  },
  {
    title: 'the owner goes online in a document of the app that has no presence yet',
    stands: { name: 'Alice', friends: ['bob'] },
    ...merges(goingOnline),
  },
  { title: 'the owner goes online as of an announcement 50 seconds ago', ...sets({ ...goingOnline, last_changed: secondsAgo(50) }) },
  { title: 'the owner goes online by a clock that is 3 seconds ahead', ...sets({ ...goingOnline, last_changed: secondsAgo(-3) }) },
  {
    title: 'the owner comes back a second after going offline',
    stands: { state: 'offline', last_changed: secondsAgo(2) },
    ...sets(goingOnline),
  },
  { title: 'a person who signed in anonymously goes online', as: 'anonymous', ...sets(goingOnline, 'status/anonymous') },
  { title: 'a person whose id is a word of the language goes online', as: 'constructor', ...sets(goingOnline, 'status/constructor') },
];

const elsewhere = ['users/alice', 'status/alice/devices/phone', 'devices/phone/status/alice'];

const malformed: Record<string, Fields> = {
  'without a state': { last_changed: goingOnline.last_changed },
  'without a time': { state: 'online' },
  'without any field': {},
  'with an unknown state': { ...goingOnline, state: 'away' },
  'with a state in capitals': { ...goingOnline, state: 'ONLINE' },
  'with an empty state': { ...goingOnline, state: '' },
  ...named('with a state that is a ', wrong, (state) => ({ ...goingOnline, state })),
  ...named('with a time that is a ', { ...wrong, text: secondsAgo(1).toISOString(), count: Date.now() }, (time) => ({
    ...goingOnline,
    last_changed: time,
  })),
  'as of 70 seconds ago': { ...goingOnline, last_changed: secondsAgo(70) },
  'as of the year 1970': { ...goingOnline, last_changed: new Date(0) },
  'as of 15 seconds from now': { ...goingOnline, last_changed: secondsAgo(-15) },
  'as of the year 2100': { ...goingOnline, last_changed: new Date('2100-01-01') },
  'with a field more': { ...goingOnline, availability: 'available' },
  'with a field more that says nothing': { ...goingOnline, left_at: null },
  'with a misspelt field more': { ...goingOnline, lastChanged: goingOnline.last_changed },
  'as offline': { ...goingOnline, state: 'offline' },
};

export const refused: DocumentCase[] = [
  { title: 'nobody reads a document while signed out', as: null, stands: online, asks: (db) => db.doc('status/alice').get() },
  { title: 'nobody lists everybody while signed out', as: null, stands: online, asks: (db) => db.collection('status').get() },
  {
    title: 'nobody lists who is online while signed out',
    as: null,
    stands: online,
    asks: (db) => db.collection('status').where('state', '==', 'online').get(),
  },
  { title: 'nobody goes online while signed out', as: null, ...sets(goingOnline) },
  { title: 'nobody goes online from offline while signed out', as: null, stands: offline, ...sets(goingOnline) },
  { title: 'nobody creates the document of another', as: 'bob', ...sets(goingOnline) },
  { title: 'nobody changes the document of another', as: 'bob', stands: offline, ...sets(goingOnline) },
  { title: 'nobody deletes the document of another', as: 'bob', stands: offline, asks: (db) => db.doc('status/alice').delete() },
  { title: 'the owner does not delete', stands: offline, asks: (db) => db.doc('status/alice').delete() },
  { title: 'the owner does not delete what is not there', asks: (db) => db.doc('status/alice').delete() },
  { title: 'nobody lists every collection named status', asks: (db) => db.collectionGroup('status').get() },
  ...elsewhere.flatMap((path) => [
    { title: `nobody reads ${path}`, asks: (db: firebase.firestore.Firestore) => db.doc(path).get() },
    { title: `nobody writes ${path}`, ...sets(goingOnline, path) },
  ]),
  ...Object.entries(malformed).flatMap(([how, fields]) => [
    { title: `the owner does not go online ${how} where nothing stands`, ...sets(fields) },
    { title: `the owner does not go online ${how} from offline`, stands: offline, ...sets(fields) },
    { title: `the owner does not go online ${how} from offline, with a merge`, stands: offline, ...merges(fields) },
  ]),
  { title: 'the owner does not go offline from online', stands: online, ...sets({ ...goingOnline, state: 'offline' }) },
  {
    title: 'a documented client does not go offline from online',
    stands: online,
    ...sets({ state: 'offline', last_changed: serverTimestamp() }),
  },
  { title: 'the owner does not go online again with a newer time', stands: online, ...sets(goingOnline) },
  {
    title: 'a documented client does not go online again',
    stands: online,
    ...sets({ state: 'online', last_changed: serverTimestamp() }),
  },
  {
    title: 'the owner does not go online as of the very time that stands',
    stands: { ...goingOnline, state: 'offline' },
    ...sets(goingOnline),
  },
  {
    title: 'the owner does not go online as of before what stands',
    stands: { ...goingOnline, state: 'offline' },
    ...sets({ ...goingOnline, last_changed: secondsAgo(10) }),
  },
  {
    title: 'the owner does not go online over a time that is none',
    stands: { state: 'offline', last_changed: 'yesterday' },
    ...sets(goingOnline),
  },
  ...Object.entries({ ...wrong, text: 'away' }).map(([kind, state]) => ({
    title: `the owner does not go online from a state that is a ${kind}`,
    stands: { ...offline, state },
    ...sets(goingOnline),
  })),
  {
    title: 'the owner does not drop what else is shown',
    stands: { ...offline, availability: 'busy' },
    ...sets(goingOnline),
  },
  {
    title: 'the owner does not drop the fields of the app',
    stands: { name: 'Alice' },
    ...sets(goingOnline),
  },
  {
    title: 'the owner does not change what else is shown',
    stands: { ...offline, custom: { text: 'lunch' } },
    ...merges({ ...goingOnline, custom: { text: 'meeting' } }),
  },
  {
    title: 'the owner does not change a field of the app alone',
    stands: { ...offline, name: 'Alice' },
    ...merges({ name: 'Bob' }),
  },
];

function named(prefix: string, values: Record<string, unknown>, fields: (value: unknown) => Fields): Record<string, Fields> {
  return Object.fromEntries(Object.entries(values).map(([kind, value]) => [prefix + kind, fields(value)]));
}
