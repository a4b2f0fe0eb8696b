import { deleteApp, initializeApp } from 'firebase/app';
import { connectDatabaseEmulator, type Database, getDatabase, goOffline, off, onValue, ref } from 'firebase/database';
import { occupancyPath, roomPath } from '../../contract/index.ts';
import { Attacker } from '../../tests/kit/attacker/index.ts';
import { mockToken } from '../../tests/kit/mock-token.ts';
import type { Address } from '../../tests/kit/suite.ts';
import { unique } from '../../tests/kit/unique.ts';
import { openDatabaseMeter } from '../cost/database-meter.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import { median } from '../median.ts';
import { NAMESPACE } from '../scale/stand-in.ts';

/** How often the user joins. The figures are medians. */
const JOINS = 21;

/** What one act of a client cost. */
interface Act {
  readonly ms: number;
  readonly bytes: number;
}

/** Measures what one more user of a full room costs: joining, and beginning to watch. */
export async function measureJoin(standIn: Address, room: string, event: string): Promise<Figure[]> {
  const meter = await openDatabaseMeter(standIn);
  const app = initializeApp({ databaseURL: `https://${NAMESPACE}.firebaseio.com` }, unique('member'));
  const database = getDatabase(app);
  connectDatabaseEmulator(database, meter.host, meter.port, { mockUserToken: mockToken('newcomer') });
  const measured = async (act: () => Promise<unknown>): Promise<Act> => {
    const before = meter.of('client').bytesDown;
    const start = performance.now();
    await act();
    return { ms: performance.now() - start, bytes: meter.of('client').bytesDown - before };
  };
  try {
    const joins = await joinOften(new Attacker('newcomer', database), room, measured);
    return [
      ...figuresOf(event, 'a user joins', joins),
      ...figuresOf(event, 'a client begins to watch the members', [
        await measured(() => firstValue(database, roomPath(room))),
      ]),
      ...figuresOf(event, 'a client begins to watch the occupancy', [
        await measured(() => firstValue(database, occupancyPath(room))),
      ]),
    ];
  } finally {
    goOffline(database);
    await deleteApp(app);
    meter.close();
  }
}

async function joinOften(
  user: Attacker,
  room: string,
  measured: (act: () => Promise<unknown>) => Promise<Act>,
): Promise<Act[]> {
  if (!(await user.announces())) throw new Error('The rules refused the announcement of the user who joins.');
  const acts: Act[] = [];
  for (let join = 0; join < JOINS; join++) {
    const seat = user.seatIn(room);
    let isAccepted = false;
    const act = await measured(async () => {
      isAccepted = await user.joins(seat);
    });
    if (!isAccepted) throw new Error(`The rules refused join ${join + 1} of ${JOINS}.`);
    acts.push(act);
    await user.leaves(seat);
  }
  return acts;
}

function firstValue(database: Database, path: string): Promise<void> {
  const place = ref(database, path);
  return new Promise((resolve, reject) => {
    onValue(
      place,
      () => {
        off(place);
        resolve();
      },
      reject,
    );
  });
}

function figuresOf(event: string, system: string, acts: readonly Act[]): Figure[] {
  const figure = figuresAbout({ bench: 'rooms', event, system });
  return [
    figure('time', 'ms', median(acts.map(({ ms }) => ms))),
    figure('bytes downloaded', 'bytes', median(acts.map(({ bytes }) => bytes))),
  ];
}
