import { serverTimestamp } from 'firebase/firestore';
import { ago, at, type DocumentRequest, goingOnline, merges, offline, online, sets } from './status-document.ts';

const documented = { state: 'online', last_changed: serverTimestamp() };

/** Every signed-in user may read every status. */
export const reading: DocumentRequest[] = [
  { title: 'a user reads their own document', initial: offline, asks: (db) => db.doc('status/alice').get() },
  {
    title: 'a user reads the document of another user',
    as: 'bob',
    initial: online,
    asks: (db) => db.doc('status/alice').get(),
  },
  { title: 'a user reads a document that does not exist', asks: (db) => db.doc('status/missing').get() },
  {
    title: 'an anonymous user reads a document',
    as: 'guest',
    initial: online,
    asks: (db) => db.doc('status/alice').get(),
  },
  { title: 'a user lists all documents', as: 'bob', initial: online, asks: (db) => db.collection('status').get() },
  {
    title: 'a user lists who is online',
    as: 'bob',
    initial: online,
    asks: (db) => db.collection('status').where('state', '==', 'online').get(),
  },
];

/** The owner's client writes `online` before the function does. */
export const goingOnlineAs: DocumentRequest[] = [
  { title: 'the owner goes online without a document', ...sets(goingOnline) },
  { title: 'the owner goes online without a document, with a merge', ...merges(goingOnline) },
  { title: 'the owner goes online from offline', initial: offline, ...sets(goingOnline) },
  { title: 'the owner goes online from offline, with a merge', initial: offline, ...merges(goingOnline) },
  {
    title: 'the owner goes online from offline, with an update',
    initial: offline,
    asks: (db, now) => db.doc('status/alice').update(at(now, goingOnline)),
  },
  { title: 'a documentation-style client goes online without a document', ...sets(documented) },
  { title: 'a documentation-style client goes online from offline', initial: offline, ...sets(documented) },
  {
    title: 'the owner goes online and keeps the other fields',
    initial: { ...offline, availability: 'busy', custom: { text: 'lunch' } },
    ...merges(goingOnline),
  },
  {
    title: 'the owner goes online with a write that repeats the other fields',
    initial: { ...offline, availability: 'busy' },
    ...sets({ ...goingOnline, availability: 'busy' }),
  },
  {
    title: 'the owner goes online in a document that has only fields of the app',
    initial: { name: 'Alice', friends: ['bob'] },
    ...merges(goingOnline),
  },
  { title: 'the owner goes online with a time of 40 seconds ago', ...sets({ ...goingOnline, last_changed: ago(40) }) },
  { title: 'the owner goes online with a time in 3 seconds', ...sets({ ...goingOnline, last_changed: ago(-3) }) },
  {
    title: 'the owner goes online with a time one second after the offline',
    initial: { state: 'offline', last_changed: ago(2) },
    ...sets(goingOnline),
  },
  { title: 'an anonymous user goes online', as: 'guest', ...sets(goingOnline, 'status/guest') },
  {
    title: 'a user with the uid constructor goes online',
    as: 'constructor',
    ...sets(goingOnline, 'status/constructor'),
  },
];
