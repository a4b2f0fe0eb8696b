import { serverTimestamp } from 'firebase/firestore';
import { ago, at, type DocumentRequest, goingOnline, merges, offline, online, sets } from './status-document.ts';

const documented = { state: 'online', last_changed: serverTimestamp() };

/** Whoever is signed in sees what everybody shows. */
export const reading: DocumentRequest[] = [
  { title: 'a person reads their own document', stands: offline, asks: (db) => db.doc('status/alice').get() },
  {
    title: 'a person reads the document of another',
    as: 'bob',
    stands: online,
    asks: (db) => db.doc('status/alice').get(),
  },
  { title: 'a person reads a document that is not there', asks: (db) => db.doc('status/nobody').get() },
  {
    title: 'a person who signed in anonymously reads',
    as: 'guest',
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
];

/** The owner shows a return before the function does. */
export const goingOnlineAs: DocumentRequest[] = [
  { title: 'the owner goes online where nothing stands', ...sets(goingOnline) },
  { title: 'the owner goes online where nothing stands, with a merge', ...merges(goingOnline) },
  { title: 'the owner goes online from offline', stands: offline, ...sets(goingOnline) },
  { title: 'the owner goes online from offline, with a merge', stands: offline, ...merges(goingOnline) },
  {
    title: 'the owner goes online from offline, with an update',
    stands: offline,
    asks: (db, now) => db.doc('status/alice').update(at(now, goingOnline)),
  },
  { title: 'a documented client goes online where nothing stands', ...sets(documented) },
  { title: 'a documented client goes online from offline', stands: offline, ...sets(documented) },
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
  { title: 'the owner goes online as of 40 seconds ago', ...sets({ ...goingOnline, last_changed: ago(40) }) },
  { title: 'the owner goes online as of 3 seconds from now', ...sets({ ...goingOnline, last_changed: ago(-3) }) },
  {
    title: 'the owner comes back one second after going offline',
    stands: { state: 'offline', last_changed: ago(2) },
    ...sets(goingOnline),
  },
  { title: 'a person who signed in anonymously goes online', as: 'guest', ...sets(goingOnline, 'status/guest') },
  {
    title: 'a person whose id is a word of the language goes online',
    as: 'constructor',
    ...sets(goingOnline, 'status/constructor'),
  },
];
