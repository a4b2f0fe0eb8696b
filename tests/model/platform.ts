import { type Action, action } from './action.ts';
import type { Circumstances } from './circumstances.ts';
import { type Delivery, scheduleRun, tickOf } from './delivery.ts';
import type { Functions } from './functions.ts';
import type { Parts } from './parts.ts';
import { Process } from './process.ts';

/** Cloud Functions and Cloud Tasks: starts a process for what was delivered. */
export class Platform {
  readonly #given: Circumstances;
  readonly #parts: Parts;
  readonly #functions: Functions;

  constructor(given: Circumstances, parts: Parts, functions: Functions) {
    this.#given = given;
    this.#parts = parts;
    this.#functions = functions;
  }

  actions(): Action[] {
    const { handlers, ticks } = this.#given;
    const { deliveries, processes } = this.#parts;
    const startable = [
      ...(processes.count('event') < handlers ? deliveries.events : []),
      ...(processes.count('tick') < ticks ? this.#dueTicks() : []),
      ...this.#dueSchedule(),
    ];
    return startable.map((delivery) =>
      action('begins', `${delivery.name} begins`, () => this.#begin(delivery), delivery),
    );
  }

  /** The tasks that are due. If there is no task at all and a mark is due, the tick of the schedule. */
  #dueTicks(): Delivery[] {
    const { clock, deliveries, marks, processes } = this.#parts;
    const { mark } = marks;
    const hasTick = deliveries.taskTimes.length > 0 || processes.count('tick') > 0;
    if (mark === null || mark.at > clock.now || hasTick) return deliveries.dueTasks(clock.now);
    return [tickOf(mark.at)];
  }

  /** The schedule, ten minutes after a tick was killed. By then all processes have ended, and no task waits. */
  #dueSchedule(): Delivery[] {
    const { deliveries, notes, processes } = this.#parts;
    const isBusy = processes.running.length > 0 || deliveries.taskTimes.length > 0;
    return notes.abandoned.length === 0 || isBusy ? [] : [scheduleRun()];
  }

  #begin(delivery: Delivery): void {
    const { clock, deliveries, processes } = this.#parts;
    deliveries.take(delivery);
    // A tick waits until its own clock says that it is due.
    const process = new Process(delivery.name, Math.max(this.#given.skew(), delivery.notBefore - clock.now));
    processes.run(process, delivery, () => this.#functions.run(delivery, process));
  }
}
