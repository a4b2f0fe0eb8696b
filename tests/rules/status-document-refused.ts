import { serverTimestamp } from 'firebase/firestore';
import {
  ago,
  type DocumentRequest,
  type Fields,
  type Firestore,
  goingOnline,
  merges,
  offline,
  online,
  sets,
} from './status-document.ts';

/** Requests of signed-out clients and of other users. */
export const strangers: DocumentRequest[] = [
  {
    title: 'a signed-out client cannot read a document',
    as: null,
    initial: online,
    asks: (db) => db.doc('status/alice').get(),
  },
  {
    title: 'a signed-out client cannot list all documents',
    as: null,
    initial: online,
    asks: (db) => db.collection('status').get(),
  },
  {
    title: 'a signed-out client cannot list who is online',
    as: null,
    initial: online,
    asks: (db) => db.collection('status').where('state', '==', 'online').get(),
  },
  { title: 'a signed-out client cannot go online', as: null, ...sets(goingOnline) },
  { title: 'a signed-out client cannot go online from offline', as: null, initial: offline, ...sets(goingOnline) },
  { title: 'a user cannot create the document of another user', as: 'bob', ...sets(goingOnline) },
  { title: 'a user cannot change the document of another user', as: 'bob', initial: offline, ...sets(goingOnline) },
  {
    title: 'a user cannot delete the document of another user',
    as: 'bob',
    initial: offline,
    asks: (db) => db.doc('status/alice').delete(),
  },
];

/** Paths that the rules do not name. */
export const elsewhere: DocumentRequest[] = [
  { title: 'a user cannot list every collection named status', asks: (db) => db.collectionGroup('status').get() },
  ...['users/alice', 'status/alice/devices/phone', 'teams/blue/status/alice'].flatMap((path) => [
    { title: `a user cannot read ${path}`, asks: (db: Firestore) => db.doc(path).get() },
    { title: `a user cannot write ${path}`, ...sets(goingOnline, path) },
  ]),
];

/** Users whose uid cannot be a key of the Realtime Database. No function would replace their `online`. */
export const withoutPresence: DocumentRequest[] = [
  ...['a.b', 'a#b', 'a$b', 'a[b', 'a]b', 'a\u0001b', 'a\nb', 'a\u007fb', 'hasOwnProperty'],
].map((uid) => ({
  title: `a user with the uid ${JSON.stringify(uid)} cannot go online`,
  as: uid,
  ...sets(goingOnline, `status/${uid}`),
}));

const wrongTypes = { number: 1, boolean: true, null: null, list: ['online'], map: { online: true } };

const malformed: Record<string, Fields> = {
  'without a state': { last_changed: goingOnline.last_changed },
  'without a time': { state: 'online' },
  'without any field': {},
  'with an unknown state': { ...goingOnline, state: 'away' },
  'with a state in capitals': { ...goingOnline, state: 'ONLINE' },
  'with an empty state': { ...goingOnline, state: '' },
  ...each('with a state of type', wrongTypes, (state) => ({ ...goingOnline, state })),
  ...each('with a time of type', { ...wrongTypes, string: '2026-01-01T00:00:00Z', milliseconds: Date.now }, (time) => ({
    ...goingOnline,
    last_changed: time,
  })),
  'with a time of 70 seconds ago': { ...goingOnline, last_changed: ago(70) },
  'with a time in 1970': { ...goingOnline, last_changed: new Date(0) },
  'with a time in a minute': { ...goingOnline, last_changed: ago(-60) },
  'with a time in 2100': { ...goingOnline, last_changed: new Date('2100-01-01') },
  'with another field': { ...goingOnline, availability: 'available' },
  'with another field that is null': { ...goingOnline, availability: null },
  'with another field that is misspelt': { ...goingOnline, lastChanged: goingOnline.last_changed },
  'with the state offline': { ...goingOnline, state: 'offline' },
};

/** Writes of the owner with one fault each. */
export const malformedWrites: DocumentRequest[] = Object.entries(malformed).flatMap(([how, fields]) => [
  { title: `the owner cannot go online ${how}, without a document`, ...sets(fields) },
  { title: `the owner cannot go online ${how}, from offline`, initial: offline, ...sets(fields) },
  { title: `the owner cannot go online ${how}, from offline with a merge`, initial: offline, ...merges(fields) },
]);

const offlineAsOfNow = { ...goingOnline, state: 'offline' };
const documented = { state: 'online', last_changed: serverTimestamp() };

/** Well-formed writes of the owner at the wrong time. */
export const untimelyWrites: DocumentRequest[] = [
  { title: 'the owner cannot delete the document', initial: offline, asks: (db) => db.doc('status/alice').delete() },
  { title: 'the owner cannot delete a document that does not exist', asks: (db) => db.doc('status/alice').delete() },
  { title: 'the owner cannot go offline', initial: online, ...sets(offlineAsOfNow) },
  {
    title: 'a documentation-style client cannot go offline',
    initial: online,
    ...sets({ ...documented, state: 'offline' }),
  },
  { title: 'the owner cannot go online again', initial: online, ...sets(goingOnline) },
  { title: 'a documentation-style client cannot go online again', initial: online, ...sets(documented) },
  { title: 'the owner cannot go online with the time of the document', initial: offlineAsOfNow, ...sets(goingOnline) },
  {
    title: 'the owner cannot go online with a time before that of the document',
    initial: offlineAsOfNow,
    ...sets({ ...goingOnline, last_changed: ago(10) }),
  },
  {
    title: 'the owner cannot go online in a document whose time is a text',
    initial: { state: 'offline', last_changed: 'yesterday' },
    ...sets(goingOnline),
  },
  ...Object.entries({ ...wrongTypes, 'unknown string': 'away' }).map(([type, state]) => ({
    title: `the owner cannot go online from a state of type ${type}`,
    initial: { ...offline, state },
    ...sets(goingOnline),
  })),
  {
    title: 'the owner cannot drop the availability',
    initial: { ...offline, availability: 'busy' },
    ...sets(goingOnline),
  },
  { title: 'the owner cannot drop fields of the app', initial: { name: 'Alice' }, ...sets(goingOnline) },
  {
    title: 'the owner cannot change the custom status',
    initial: { ...offline, custom: { text: 'lunch' } },
    ...merges({ ...goingOnline, custom: { text: 'meeting' } }),
  },
  {
    title: 'the owner cannot change only a field of the app',
    initial: { ...offline, name: 'Alice' },
    ...merges({ name: 'Bob' }),
  },
];

function each(
  how: string,
  values: Record<string, unknown>,
  fields: (value: unknown) => Fields,
): Record<string, Fields> {
  return Object.fromEntries(Object.entries(values).map(([type, value]) => [`${how} ${type}`, fields(value)]));
}
