import { type DatabaseRequest, reads, removes, sets } from './database-request.ts';
import { armsUpdate } from './status-node.ts';

/*
 * What the functions alone read and write below /presence, and all that the rules do not name.
 */

const PLACES = ['due', 'uncounted', 'counted', 'forgotten', 'public', 'unknown'].map((name) => `presence/${name}`);

const unreadable = [...PLACES, ...PLACES.map((path) => `${path}/alice`), 'presence', 'presence/occupancy', '/'];

const unwritable = [
  ...PLACES.flatMap((path) => [path, `${path}/alice`, `${path}/lobby/at`]),
  ...['presence', 'presence/occupancy', 'presence/occupancy/lobby', 'presence/occupancy/lobby/count', '/'],
];

const people = ['alice', 'guest', null];

/** Every kind of client is refused. */
export const functionPlacesRefused: DatabaseRequest[] = people.flatMap((as) => {
  const who = as ?? 'a signed-out client';
  return [
    ...unreadable.flatMap((path) => [
      { title: `${who} does not read ${path}`, as, ...reads(path) },
      {
        title: `${who} does not query ${path}`,
        as,
        asks: async (db) => db.ref(path).orderByChild('at').limitToFirst(1).once('value'),
      } satisfies DatabaseRequest,
    ]),
    ...unwritable.flatMap((path) => [
      { title: `${who} does not write ${path}`, as, ...sets(1, path) },
      { title: `${who} does not remove ${path}`, as, stands: { 'presence/occupancy/lobby': 1 }, ...removes(path) },
    ]),
    ...unwritable
      .filter((path) => path !== '/')
      .map((path) => ({
        title: `${who} does not have the server write ${path} at the end of the socket`,
        as,
        ...armsUpdate({ [path]: 1 }),
      })),
  ];
});
