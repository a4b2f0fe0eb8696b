import { type DatabaseRequest, reads, removes, sets } from './database-request.ts';
import { armsUpdate } from './status-node.ts';

/*
 * Only the functions write these places below /presence, and clients read only the number of online users. The rules do not name the
 * others.
 */

const counted = { 'presence/online': { n: 3, at: 1, begun: 1 } };

/** Every signed-in client may read the number of online users. */
export const functionPlacesAllowed: DatabaseRequest[] = ['alice', 'guest'].map((as) => ({
  title: `${as} reads how many users are online`,
  as,
  initial: counted,
  ...reads('presence/online/n'),
}));

const PLACES = ['due', 'uncounted', 'counted', 'forgotten', 'unknown'].map((name) => `presence/${name}`);

const unreadable = [
  ...PLACES,
  ...PLACES.map((path) => `${path}/alice`),
  ...[
    'presence',
    'presence/occupancy',
    'presence/asked',
    'presence/online',
    'presence/online/at',
    'presence/online/begun',
    '/',
  ],
];

const unwritable = [
  ...PLACES.flatMap((path) => [path, `${path}/alice`, `${path}/lobby/at`]),
  ...['presence', 'presence/occupancy', 'presence/occupancy/lobby', 'presence/occupancy/lobby/count', '/'],
  ...['presence/online', 'presence/online/n', 'presence/online/at', 'presence/online/begun'],
  ...['presence/asked', 'presence/asked/alice:00', 'presence/asked/alice:00/at', 'presence/asked/alice:00/renewed_at'],
];

const clients = ['alice', 'guest', null];

/** The rules refuse every kind of client. */
export const functionPlacesRefused: DatabaseRequest[] = [
  {
    title: 'a signed-out client cannot read how many users are online',
    as: null,
    initial: counted,
    ...reads('presence/online/n'),
  },
  ...clients.flatMap(refusedTo),
];

function refusedTo(as: string | null): DatabaseRequest[] {
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
      {
        title: `${client} cannot remove ${path}`,
        as,
        initial: { 'presence/occupancy/lobby': 1, ...counted },
        ...removes(path),
      },
    ]),
    ...unwritable
      .filter((path) => path !== '/')
      .map((path) => ({
        title: `${client} cannot arm a write of ${path}`,
        as,
        ...armsUpdate({ [path]: 1 }),
      })),
  ];
}
