import { MAX_ONLINE_LIST } from '@firebase-presence/contract';
import { armsUpdate, type Database, type DatabaseRequest, reads, removes, sets } from './database-request.ts';

/*
 * /presence/public and /presence/targets: every signed-in user may read one status, and a limited list of the online users. Only the
 * functions write them.
 */

const PLACE = 'presence/public';
const STATUS = `${PLACE}/bob`;
const TARGETS = 'presence/targets';

const initial = { [STATUS]: { state: 'online', last_changed: 1, v: 'v' }, [TARGETS]: 'both' };

const list = (db: Database, limit: number = MAX_ONLINE_LIST) =>
  db.ref(PLACE).orderByChild('state').equalTo('online').limitToFirst(limit);

export const publicStatusesAllowed: DatabaseRequest[] = ['alice', 'bob', 'guest'].flatMap((as) => [
  { title: `${as} reads the public status of bob`, as, initial, ...reads(STATUS) },
  { title: `${as} reads the public status of a user who has none`, as, initial, ...reads(`${PLACE}/carol`) },
  { title: `${as} reads the list of the online users`, as, initial, asks: async (db) => list(db).get() },
  { title: `${as} watches the list of the online users`, as, initial, asks: async (db) => list(db, 1).once('value') },
  { title: `${as} reads where the functions write the statuses`, as, initial, ...reads(TARGETS) },
]);

const lists: [what: string, query: (db: Database) => ReturnType<Database['ref']> | ReturnType<typeof list>][] = [
  ['all statuses', (db) => db.ref(PLACE)],
  ['the online users without a limit', (db) => db.ref(PLACE).orderByChild('state').equalTo('online')],
  ['more online users than the limit', (db) => list(db, MAX_ONLINE_LIST + 1)],
  ['the last online users', (db) => db.ref(PLACE).orderByChild('state').equalTo('online').limitToLast(MAX_ONLINE_LIST)],
  ['the offline users', (db) => db.ref(PLACE).orderByChild('state').equalTo('offline').limitToFirst(1)],
  ['all statuses by their state', (db) => db.ref(PLACE).orderByChild('state').limitToFirst(1)],
  [
    'the states from online on',
    (db) => db.ref(PLACE).orderByChild('state').startAt('offline').endAt('online').limitToFirst(1),
  ],
  [
    'the users whose custom status is the word online',
    (db) => db.ref(PLACE).orderByChild('custom/text').equalTo('online').limitToFirst(1),
  ],
  ['the statuses by their time', (db) => db.ref(PLACE).orderByChild('last_changed').limitToFirst(1)],
  ['the statuses by uid', (db) => db.ref(PLACE).orderByKey().limitToFirst(1)],
  ['a status by its uid in a list', (db) => db.ref(PLACE).orderByKey().equalTo('bob').limitToFirst(1)],
];

const clients = ['alice', 'bob', 'guest', null];

export const publicStatusesRefused: DatabaseRequest[] = [
  ...lists.flatMap(([what, query]) =>
    clients.map((as) => ({
      title: `${as ?? 'a signed-out client'} cannot list ${what}`,
      as,
      initial,
      asks: async (db: Database) => query(db).get(),
    })),
  ),
  { title: 'a signed-out client cannot list the online users', as: null, initial, asks: async (db) => list(db).get() },
  { title: 'a signed-out client cannot read a public status', as: null, initial, ...reads(STATUS) },
  { title: 'a signed-out client cannot read the targets', as: null, initial, ...reads(TARGETS) },
  ...clients.flatMap((as) =>
    [PLACE, STATUS, `${STATUS}/state`, TARGETS].flatMap((path): DatabaseRequest[] => {
      const client = as ?? 'a signed-out client';
      return [
        { title: `${client} cannot write ${path}`, as, initial, ...sets('online', path) },
        { title: `${client} cannot remove ${path}`, as, initial, ...removes(path) },
        { title: `${client} cannot arm a write of ${path}`, as, initial, ...armsUpdate({ [path]: 'offline' }) },
      ];
    }),
  ),
];
