import { Deployment } from '../../tests/kit/systems/index.ts';
import type { Person, Tab } from '../../tests/kit/users/index.ts';
import type { Log } from '../log.ts';
import { measureAgain, Spoilt } from '../spoilt.ts';
import { type State, untilReceived } from '../until-received.ts';
import { waitUntil } from '../waiting.ts';
import { watchedOf } from '../watched.ts';
import type { Contestant } from './contestants.ts';
import { type Counts, countsOf, difference } from './counts.ts';
import { type Meters, openMeters } from './meters.ts';

/** How long the counts must not change until the act counts as over. A grace period is longer, but its mark exists until it ends. */
const REST_MS = 1000;

/** The function changes a document at most once in two seconds. An earlier change would get a mark and a tick, and both would count. */
const OLD_ENOUGH_MS = 2100;

/** A tick reads the leases every ten seconds, so these metrics always grow. */
const NEVER_REST = ['RTDB bytes down to the function', 'RTDB messages down to the function'];

/** With what the kit adds, the uid has 28 characters, as in Firebase Authentication. The counted messages contain it. */
const NAME = 'alice-28-characters';

/** Far longer than any act takes until it is over. */
const UNREST_MS = 60_000;

/** Opens a {@link Measurement} for `measure`, and another one if the emulator failed. */
export function during<T>(
  contestant: Contestant,
  log: Log,
  measure: (measurement: Measurement) => Promise<T>,
): Promise<T> {
  return measureAgain(async () => {
    const measurement = await Measurement.of(contestant, log);
    try {
      return await unlessGarbled(measurement, measure);
    } finally {
      await measurement.close();
    }
  }, log);
}

async function unlessGarbled<T>(
  measurement: Measurement,
  measure: (measurement: Measurement) => Promise<T>,
): Promise<T> {
  const ends = await Promise.allSettled([measure(measurement)]);
  // Any other failure may be a consequence of the garbled answer.
  if (measurement.garbled) throw new Spoilt('The Firestore emulator has garbled an answer.');
  const [end] = ends;
  if (end.status === 'rejected') throw end.reason;
  return end.value;
}

/** A user of one of the systems who was online before, and one watcher. Meters are in front of both databases. */
export class Measurement {
  readonly place: Deployment;
  readonly away: Contestant['away'];
  readonly #options: Contestant['options'];
  readonly #meters: Meters;
  readonly #log: Log;
  readonly #alice: Person;
  #tab: Tab | null = null;

  static async of(contestant: Contestant, log: Log): Promise<Measurement> {
    let meters: Meters | undefined;
    const place = await Deployment.open(contestant.system, {
      front: async (server) => {
        meters = await openMeters(server);
        return meters.database;
      },
    });
    if (!meters) throw new Error('No meter is in front of the databases');
    const measurement = new Measurement(place, contestant, meters, log);
    await place.storesOffline(measurement.#alice);
    return measurement;
  }

  private constructor(place: Deployment, { away, options }: Contestant, meters: Meters, log: Log) {
    this.place = place;
    this.away = away;
    this.#options = options;
    this.#meters = meters;
    this.#log = log;
    this.#alice = place.person(NAME);
  }

  /** The page that was opened last. */
  get tab(): Tab {
    if (!this.#tab) throw new Error('No page was opened');
    return this.#tab;
  }

  /** What was counted is not worth anything: see {@link FirestoreMeter.garbled}. */
  get garbled(): boolean {
    return this.#meters.firestore.garbled;
  }

  get counts(): Counts {
    return countsOf(this.#meters.database, this.#meters.firestore, this.place.platform);
  }

  async opensTab(): Promise<Tab> {
    this.#tab = await this.#alice.loadsPage();
    // To wait until it has started would be counted too.
    this.#tab.startsPresence(this.#options);
    return this.#tab;
  }

  /** Loads pages and signs in. `start` starts presence in all of them at once. */
  async loadsPages(count: number): Promise<{ start(): void }> {
    const tabs = await Promise.all(Array.from({ length: count }, () => this.#alice.loadsPage()));
    return {
      start: () => {
        for (const tab of tabs) tab.startsPresence(this.#options);
      },
    };
  }

  isSeen(state: State): Promise<void> {
    return untilReceived(watchedOf(this.place, this.#alice.uid, this.#alice.watch()), state, { log: this.#log });
  }

  /** Counts what an act costs, with all its consequences. */
  async cost(act: () => Promise<void>): Promise<Counts> {
    await this.comesToRest();
    await this.#isOldEnough();
    const before = this.counts;
    await act();
    await this.comesToRest();
    return difference(before, this.counts);
  }

  /** Counts until the metric has grown by so much. For acts that never end. */
  async costUntil(metric: string, growth: number): Promise<Counts> {
    await this.#waitUntil('nothing is left to do', () => this.#isDone());
    const before = this.counts;
    const grown = (): number => difference(before, this.counts).get(metric) ?? 0;
    await this.#waitUntil(`${metric} has grown by ${growth}`, () => grown() >= growth, 120_000);
    return difference(before, this.counts);
  }

  /** @returns when something was counted last, in the milliseconds of `performance.now` */
  async comesToRest(): Promise<number> {
    let last = '';
    let at = performance.now();
    const rests = async (): Promise<boolean> => {
      const now = JSON.stringify([...this.counts].filter(([metric]) => !NEVER_REST.includes(metric)));
      if (now !== last) at = performance.now();
      last = now;
      return performance.now() - at >= REST_MS && (await this.#isDone());
    };
    await this.#waitUntil('nothing happens any more', rests, UNREST_MS);
    return at;
  }

  /** True if no handler runs and no user waits for a tick. */
  async #isDone(): Promise<boolean> {
    return this.place.platform.quiet && !(await this.place.hasMarks());
  }

  #isOldEnough(): Promise<void> {
    const document = this.place.document(this.#alice.uid);
    return this.#waitUntil('the function can change the document again', async () => {
      const changedAt = (await document.get()).updateTime?.toMillis() ?? 0;
      return Date.now() - changedAt > OLD_ENOUGH_MS;
    });
  }

  async #waitUntil(what: string, condition: () => boolean | Promise<boolean>, limitMs?: number): Promise<void> {
    if (await waitUntil(what, condition, { log: this.#log, ...(limitMs !== undefined && { limitMs }) })) return;
    throw new Error(`Timed out while waiting until ${what}. Counts so far: ${JSON.stringify([...this.counts])}`);
  }

  async close(): Promise<void> {
    await this.place.close();
    this.#meters.close();
  }
}
