import { occupancyPath, roomPath } from '../../contract/index.ts';
import type { Instance } from '../../functions/src/databases.ts';
import { countDueRooms, markUncounted } from '../../functions/src/rooms.ts';
import type { ShallowKeys } from '../../functions/src/shallow.ts';
import { askAsOwner } from '../../tests/kit/ask-as-owner.ts';
import * as suite from '../../tests/kit/suite.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import { inWords } from '../figures.ts';
import { NAMESPACE, type StandIn, startStandIn } from '../scale/stand-in.ts';
import { PRICES } from '../simulate/prices.ts';
import { measureJoin } from './joins.ts';

/** How many users join in a second while a room fills. */
const JOINS_A_SECOND = 50;

/** How many changes the budget of one account allows in a window, and the length of the window. */
const CHANGES = 300;
const WINDOW_SECONDS = 600;

/** How many changes a second the hostile account makes until its budget is spent. */
const HOSTILE_A_SECOND = 5;

const ROOM = 'lobby';
/** As long as the uids that Firebase creates. */
const uidOf = (index: number): string => `user-${String(index).padStart(23, '0')}`;

interface Counted {
  counts: number;
  /** How long the counts took, in milliseconds. */
  ms: number;
  bytes: number;
  runs: number;
  ticks: number;
}

/** Measures what it costs to count a room while it fills, and while one account joins and leaves as often as its budget allows. */
export async function measureRoom(members: number): Promise<Figure[]> {
  const standIn = await startStandIn();
  const room = new RoomMeter(standIn);
  try {
    const filling = await room.fills(members);
    const event = `${inWords(members)} members`;
    const joining = await measureJoin(standIn, ROOM, event);
    const last = await room.isCounted();
    const hostile = times(await room.isAttacked(members), 3600 / WINDOW_SECONDS);
    return [
      ...joining,
      ...countFigures(event, last),
      ...figuresOf(event, 'filling the room', filling),
      ...figuresOf(event, 'an hour of one hostile account', hostile),
    ];
  } finally {
    room.close();
    await standIn.close();
  }
}

/** The deployed code that counts rooms, on a database of its own. Its clock moves one second at a time. */
class RoomMeter {
  readonly #standIn: StandIn;
  readonly #instance: Instance;
  #now = 1_000_000;
  #counted: Counted = { counts: 0, ms: 0, bytes: 0, runs: 0, ticks: 0 };

  constructor(standIn: StandIn) {
    this.#standIn = standIn;
    const { database } = suite.admin(`http://${standIn.host}:${standIn.port}?ns=${NAMESPACE}`);
    this.#instance = { url: database.ref().toString(), database, root: database.ref() };
  }

  close(): void {
    this.#instance.database.goOffline();
  }

  async fills(members: number): Promise<Counted> {
    this.#counted = { counts: 0, ms: 0, bytes: 0, runs: 0, ticks: 0 };
    for (let index = 0; index < members; index += JOINS_A_SECOND) {
      const joining = Array.from({ length: Math.min(JOINS_A_SECOND, members - index) }, (_, more) =>
        uidOf(index + more),
      );
      const seats = joining.map((uid) => [`${roomPath(ROOM)}/${uid}`, { seat: { joined_at: this.#now } }]);
      await this.#instance.root.update(Object.fromEntries(seats));
      await this.#changes(joining.length);
      await this.#second();
    }
    await this.#untilCounted();
    const stored = (await this.#instance.root.child(occupancyPath(ROOM)).get()).val();
    if (stored !== members) throw new Error(`The room has ${members} members, but its occupancy is ${stored}`);
    return this.#counted;
  }

  /** One count of the full room. */
  async isCounted(): Promise<Counted> {
    this.#counted = { counts: 0, ms: 0, bytes: 0, runs: 0, ticks: 0 };
    await this.#changes(1);
    await this.#untilCounted();
    return this.#counted;
  }

  /** One window of the budget. */
  async isAttacked(members: number): Promise<Counted> {
    this.#counted = { counts: 0, ms: 0, bytes: 0, runs: 0, ticks: 0 };
    const place = this.#instance.root.child(`${roomPath(ROOM)}/${uidOf(members)}`);
    for (let changes = 0; changes < CHANGES; changes += HOSTILE_A_SECOND) {
      await place.set({ seat: { joined_at: this.#now } });
      await this.#changes(2 * HOSTILE_A_SECOND);
      await place.remove();
      await this.#second();
    }
    await this.#untilCounted();
    return this.#counted;
  }

  /** Each change of the members runs a function, which marks the room. */
  async #changes(count: number): Promise<void> {
    this.#counted.runs += count;
    await markUncounted(this.#instance.root, ROOM, this.#now);
  }

  async #second(): Promise<number | null> {
    this.#now += 1000;
    const start = performance.now();
    const { counted, next } = await countDueRooms(this.#instance, this.#shallowKeys, this.#now);
    if (counted > 0) this.#counted.ms += performance.now() - start;
    this.#counted.counts += counted;
    this.#counted.ticks += counted;
    return next;
  }

  async #untilCounted(): Promise<void> {
    for (let next: number | null = this.#now; next !== null; ) next = await this.#second();
  }

  readonly #shallowKeys: ShallowKeys = async (_, path) => {
    const { host, port } = this.#standIn;
    const address = `http://${host}:${port}/${path}.json?ns=${NAMESPACE}&shallow=true`;
    const text = await askAsOwner('GET', address);
    this.#counted.bytes += text.length;
    return Object.keys(JSON.parse(text) ?? {});
  };
}

function times(counted: Counted, factor: number): Counted {
  const { counts, ms, bytes, runs, ticks } = counted;
  return {
    counts: counts * factor,
    ms: ms * factor,
    bytes: bytes * factor,
    runs: runs * factor,
    ticks: ticks * factor,
  };
}

function countFigures(event: string, { counts, ms, bytes }: Counted): Figure[] {
  const figure = figuresAbout({ bench: 'rooms', event, system: 'one count' });
  return [figure('time', 'ms', ms / counts), figure('bytes downloaded', 'bytes', bytes / counts)];
}

function figuresOf(event: string, system: string, { counts, bytes, runs, ticks }: Counted): Figure[] {
  const figure = figuresAbout({
    bench: 'rooms',
    event,
    system,
  });
  const calls = ((runs + ticks) / 1_000_000) * PRICES.functionCalls.dollars;
  return [
    figure('function runs', 'runs', runs),
    figure('counts', 'counts', counts),
    figure('megabytes downloaded', 'MB', bytes / 1_000_000),
    figure('dollars', '$', (bytes / 1_000_000_000) * PRICES.databaseDown.dollars + calls),
  ];
}
