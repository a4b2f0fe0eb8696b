import { type Action, action } from './action.ts';
import type { Mishaps } from './circumstances.ts';
import type { Delivery } from './delivery.ts';
import type { Parts } from './parts.ts';
import type { Act, Process } from './process.ts';

/** The mishaps that can still happen. */
export class MishapsLeft {
  readonly #left: Mishaps;
  readonly #parts: Parts;
  #refuses = false;

  constructor(mishaps: Mishaps, parts: Parts) {
    this.#left = { ...mishaps };
    this.#parts = parts;
  }

  get counts(): Readonly<Mishaps> {
    return this.#left;
  }

  /** True while Firestore refuses a write for no reason. */
  get refuses(): boolean {
    return this.#refuses;
  }

  actions(): Action[] {
    const { crashes, duplicates, losses } = this.#left;
    const { running } = this.#parts.processes;
    return [
      // A kill of a process that has done nothing yet is the same as a later beginning.
      ...(crashes > 0 ? running.filter(([{ hasActed }]) => hasActed).map(([p, d]) => this.#crash(p, d)) : []),
      ...(duplicates > 0 ? running.map(([, delivery]) => this.#again(delivery)) : []),
      ...(losses > 0 ? this.#parts.deliveries.taskTimes.map((at) => this.#lost(at)) : []),
    ];
  }

  /** The refusal of an act that is a write. */
  refusals(process: Process, act: Act): Action[] {
    if (this.#left.refusals === 0 || !act.what.startsWith('writes')) return [];
    return [action('refusal', `${process.name} is refused a write`, () => this.#refuse(act))];
  }

  #refuse(act: Act): void {
    this.#left.refusals--;
    this.#refuses = true;
    act.run();
    this.#refuses = false;
  }

  #crash(process: Process, delivery: Delivery): Action {
    const { clock, deliveries, processes } = this.#parts;
    const crash = (): void => {
      this.#left.crashes--;
      processes.kill(process);
      deliveries.deliverAgain(delivery, clock.now);
    };
    return { ...action('crash', `${process.name} is killed`, crash), process };
  }

  #again(delivery: Delivery): Action {
    const { clock, deliveries } = this.#parts;
    return action('again', `${delivery.name} is delivered again`, () => {
      this.#left.duplicates--;
      deliveries.deliverAgain(delivery, clock.now);
    });
  }

  #lost(at: number): Action {
    return action('lost', `the task of ${at} is lost`, () => {
      this.#left.losses--;
      this.#parts.deliveries.loseTask(at);
    });
  }
}
