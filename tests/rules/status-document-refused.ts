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

/** Who may not, whatever they ask. */
export const strangers: DocumentRequest[] = [
  {
    title: 'nobody reads a document while signed out',
    as: null,
    stands: online,
    asks: (db) => db.doc('status/alice').get(),
  },
  {
    title: 'nobody lists everybody while signed out',
    as: null,
    stands: online,
    asks: (db) => db.collection('status').get(),
  },
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
  {
    title: 'nobody deletes the document of another',
    as: 'bob',
    stands: offline,
    asks: (db) => db.doc('status/alice').delete(),
  },
];

/** Where the rules say nothing. */
export const elsewhere: DocumentRequest[] = [
  { title: 'nobody lists every collection named status', asks: (db) => db.collectionGroup('status').get() },
  ...['users/alice', 'status/alice/devices/phone', 'teams/blue/status/alice'].flatMap((path) => [
    { title: `nobody reads ${path}`, asks: (db: Firestore) => db.doc(path).get() },
    { title: `nobody writes ${path}`, ...sets(goingOnline, path) },
  ]),
];

/** Users whose uid the Realtime Database cannot have, so nothing would ever take their `online` back. */
export const withoutPresence: DocumentRequest[] = ['a.b', 'a#b', 'a$b', 'a[b', 'a]b', 'hasOwnProperty'].map((uid) => ({
  title: `a user with the uid ${uid} does not go online`,
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
  'as of 70 seconds ago': { ...goingOnline, last_changed: ago(70) },
  'as of the year 1970': { ...goingOnline, last_changed: new Date(0) },
  'as of a minute from now': { ...goingOnline, last_changed: ago(-60) },
  'as of the year 2100': { ...goingOnline, last_changed: new Date('2100-01-01') },
  'with a field more': { ...goingOnline, availability: 'available' },
  'with a field more that is null': { ...goingOnline, availability: null },
  'with a misspelt field more': { ...goingOnline, lastChanged: goingOnline.last_changed },
  'but offline': { ...goingOnline, state: 'offline' },
};

/** The owner's write, malformed in one way at a time. */
export const malformedWrites: DocumentRequest[] = Object.entries(malformed).flatMap(([how, fields]) => [
  { title: `the owner does not go online ${how} where nothing stands`, ...sets(fields) },
  { title: `the owner does not go online ${how} from offline`, stands: offline, ...sets(fields) },
  { title: `the owner does not go online ${how} from offline, with a merge`, stands: offline, ...merges(fields) },
]);

const offlineAsOfNow = { ...goingOnline, state: 'offline' };
const documented = { state: 'online', last_changed: serverTimestamp() };

/** The owner's write, well formed, where it must not be made. */
export const untimelyWrites: DocumentRequest[] = [
  { title: 'the owner does not delete', stands: offline, asks: (db) => db.doc('status/alice').delete() },
  { title: 'the owner does not delete what is not there', asks: (db) => db.doc('status/alice').delete() },
  { title: 'the owner does not go offline', stands: online, ...sets(offlineAsOfNow) },
  { title: 'a documented client does not go offline', stands: online, ...sets({ ...documented, state: 'offline' }) },
  { title: 'the owner does not go online again', stands: online, ...sets(goingOnline) },
  { title: 'a documented client does not go online again', stands: online, ...sets(documented) },
  { title: 'the owner does not go online as of the time that stands', stands: offlineAsOfNow, ...sets(goingOnline) },
  {
    title: 'the owner does not go online as of before the time that stands',
    stands: offlineAsOfNow,
    ...sets({ ...goingOnline, last_changed: ago(10) }),
  },
  {
    title: 'the owner does not go online over a time that is none',
    stands: { state: 'offline', last_changed: 'yesterday' },
    ...sets(goingOnline),
  },
  ...Object.entries({ ...wrongTypes, 'unknown string': 'away' }).map(([type, state]) => ({
    title: `the owner does not go online from a state of type ${type}`,
    stands: { ...offline, state },
    ...sets(goingOnline),
  })),
  {
    title: 'the owner does not drop what else is shown',
    stands: { ...offline, availability: 'busy' },
    ...sets(goingOnline),
  },
  { title: 'the owner does not drop the fields of the app', stands: { name: 'Alice' }, ...sets(goingOnline) },
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

function each(
  how: string,
  values: Record<string, unknown>,
  fields: (value: unknown) => Fields,
): Record<string, Fields> {
  return Object.fromEntries(Object.entries(values).map(([type, value]) => [`${how} ${type}`, fields(value)]));
}
