import { build } from 'hdr-histogram-js';
import { type Figure, figuresAbout } from '../figure.ts';
import type { Log } from '../log.ts';
import { Spoilt } from '../spoilt.ts';
import { Wrong } from '../until-received.ts';
import type { MeasuredSystem } from './measured-system.ts';

export const PERCENTILES = [50, 99];

/** Rounds that were spoilt, most of them because the emulator lost an update. The percentiles leave them out. */
export const SPOILT_ROUNDS = 'rounds not measured';

/** Rounds after which the document was incorrect. The percentiles leave them out too. */
export const WRONG_ROUNDS = 'rounds that ended wrong';

/** The first rounds of a program are slower. */
const WARM_UP = 5;

/** More failed rounds in a row are no accident: the watcher receives nothing, or the system does not work. */
const MOST_IN_A_ROW = 5;

/** How often the race logs its progress. */
const REPORTS = 10;

/** Measures how long it takes until a watcher receives a change, in each system in turn, so that a disturbance affects all systems. */
export async function race(systems: readonly MeasuredSystem[], rounds: number, log: Log): Promise<Figure[]> {
  const lanes = systems.map((system) => new Lane(system, log));
  for (let round = -WARM_UP; round < rounds; round++) {
    if (round >= 0 && round % Math.ceil(rounds / REPORTS) === 0) log(`round ${round} of ${rounds}`);
    for (const lane of lanes) await lane.round(round >= 0);
  }
  return lanes.flatMap((lane) => lane.figures());
}

class Lane {
  readonly #system: MeasuredSystem;
  readonly #log: Log;
  readonly #times = { online: histogram(), offline: histogram() };
  readonly #failed = { spoilt: 0, wrong: 0 };
  #inARow = 0;

  constructor(system: MeasuredSystem, log: Log) {
    this.#system = system;
    this.#log = log;
  }

  /** A round that fails half way does not count at all, because the rest would be measured from a wrong start. */
  async round(counts: boolean): Promise<void> {
    const came = await this.#attempt(() => this.#system.comesOnline());
    const went = await this.#attempt(() => this.#system.goesOffline());
    const isMeasured = typeof came === 'number' && typeof went === 'number';
    this.#inARow = isMeasured ? 0 : this.#inARow + 1;
    if (this.#inARow > MOST_IN_A_ROW) throw new Error(`${this.#system.name}: ${this.#inARow} rounds in a row failed.`);
    if (!counts) return;
    if (isMeasured) {
      this.#times.online.recordValue(Math.round(came * 1000));
      this.#times.offline.recordValue(Math.round(went * 1000));
    } else this.#failed[came === 'wrong' || went === 'wrong' ? 'wrong' : 'spoilt']++;
  }

  figures(): Figure[] {
    return [...this.#figuresOf('online'), ...this.#figuresOf('offline')];
  }

  /** @returns the milliseconds that the act took, or why they are unknown */
  async #attempt(act: () => Promise<number>): Promise<number | 'spoilt' | 'wrong'> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Spoilt || error instanceof Wrong)) throw error;
      this.#log(`${this.#system.name}: ${error.message} The round does not count.`);
      return error instanceof Wrong ? 'wrong' : 'spoilt';
    }
  }

  #figuresOf(event: 'online' | 'offline'): Figure[] {
    const figure = figuresAbout({
      bench: 'latency',
      event,
      system: this.#system.name,
    });
    return [
      ...PERCENTILES.map((percentile) =>
        figure(`p${percentile}`, 'ms', this.#times[event].getValueAtPercentile(percentile) / 1000),
      ),
      figure(SPOILT_ROUNDS, 'rounds', this.#failed.spoilt),
      figure(WRONG_ROUNDS, 'rounds', this.#failed.wrong),
    ];
  }
}

/** A histogram of microseconds. */
function histogram() {
  return build({ numberOfSignificantValueDigits: 3 });
}
