import { type Delivery, type EventDelivery, type TickDelivery, tickOf } from './delivery.ts';

/** The events and tasks that wait for a process. */
export class Deliveries {
  #events: EventDelivery[] = [];
  /** Cloud Tasks holds at most one task for a time. */
  readonly #tasks = new Map<number, TickDelivery>();

  /** @param tasks the times of the first ones */
  constructor(tasks: readonly number[]) {
    for (const at of tasks) this.enqueue(at);
  }

  get events(): readonly EventDelivery[] {
    return this.#events;
  }

  /** The times of the tasks. */
  get taskTimes(): number[] {
    return [...this.#tasks.keys()];
  }

  dueTasks(now: number): TickDelivery[] {
    return [...this.#tasks].filter(([at]) => at <= now).map(([, task]) => task);
  }

  add(event: EventDelivery): void {
    this.#events.push(event);
  }

  /** Does nothing if there is a task for this time. */
  enqueue(at: number): void {
    if (!this.#tasks.has(at)) this.#tasks.set(at, tickOf(at));
  }

  loseTask(at: number): void {
    this.#tasks.delete(at);
  }

  /** A process handles it from now on. */
  take(delivery: Delivery): void {
    if (delivery.kind === 'event') this.#events = this.#events.filter((event) => event !== delivery);
    if (delivery.kind === 'tick') this.#tasks.delete(delivery.notBefore);
  }

  /** @param now a task is delivered again at this time */
  deliverAgain(delivery: Delivery, now: number): void {
    if (delivery.kind === 'event') this.#events.push(delivery);
    if (delivery.kind === 'tick') this.#tasks.set(now, tickOf(now));
  }
}
