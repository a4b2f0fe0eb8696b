import { type DatabaseRequest, reads, removes, sets } from './database-request.ts';
import { armsUpdate } from './status-node.ts';

/*
 * Only the functions read and write these places below /presence. The rules do not name the others.
 */

const PLACES = ['due', 'uncounted', 'counted', 'forgotten', 'unknown'].map((name) => `presence/${name}`);

const unreadable = [...PLACES, ...PLACES.map((path) => `${path}/alice`), 'presence', 'presence/occupancy', '/'];

const unwritable = [
  ...PLACES.flatMap((path) => [path, `${path}/alice`, `${path}/lobby/at`]),
  ...['presence', 'presence/occupancy', 'presence/occupancy/lobby', 'presence/occupancy/lobby/count', '/'],
];

const clients = ['alice', 'guest', null];

/** The rules refuse every kind of client. */
export const functionPlacesRefused: DatabaseRequest[] = clients.flatMap((as) => {
  const client = as ?? 'a signed-out client';
  return [
    ...unreadable.flatMap((path) => [
      { title: `${client} cannot read ${path}`, as, ...reads(path) },
      {
        title: `${client} cannot query ${path}`,
        as,
        asks: async (db) => db.ref(path).orderByChild('at').limitToFirst(1).once('value'),
      } satisfies DatabaseRequest,
    ]),
    ...unwritable.flatMap((path) => [
      { title: `${client} cannot write ${path}`, as, ...sets(1, path) },
      { title: `${client} cannot remove ${path}`, as, initial: { 'presence/occupancy/lobby': 1 }, ...removes(path) },
    ]),
    ...unwritable
      .filter((path) => path !== '/')
      .map((path) => ({
        title: `${client} cannot arm a write of ${path}`,
        as,
        ...armsUpdate({ [path]: 1 }),
      })),
  ];
});
