import type { Address } from '../suite.ts';
import { CloudTasks } from './cloud-tasks.ts';
import type { Functions, ServerSide } from './server-side.ts';
import { type TriggerEvent, Triggers } from './triggers.ts';

type Runs = Pick<Functions, 'handles' | 'ticks'>;

/**
 * Google's platform in this process: it runs functions for events and tasks. It delivers each event at least once, in any order, and runs
 * handlers side by side. It receives what the database emulator posts to the functions emulator.
 */
export class Platform {
  /** Cloud Tasks. */
  readonly tasks = new CloudTasks(() => this.#deployed.ticks());
  #functions: Runs | null = null;
  readonly #retries: boolean;
  readonly #inTurn: boolean;
  #turn: Promise<void> = Promise.resolve();
  readonly #triggers: Triggers;
  /** Events that are held; null while events are delivered as they come. */
  #held: TriggerEvent[] | null = null;
  #failures = 0;
  #stall: Stall | null = null;
  #running = 0;
  #handled = 0;
  #lost = 0;

  constructor({ retries, inTurn }: Pick<ServerSide, 'retries' | 'inTurn'>) {
    this.#retries = retries;
    this.#inTurn = inTurn;
    this.#triggers = new Triggers((event) => this.#arrived(event));
  }

  /** Runs these functions from now on. */
  runs(functions: Runs): void {
    this.#functions = functions;
  }

  get #deployed(): Runs {
    if (!this.#functions) throw new Error('No functions are deployed: call runs()');
    return this.#functions;
  }

  listen(): Promise<Address> {
    return this.#triggers.listen();
  }

  close(): void {
    this.#triggers.close();
  }

  /** True if no event waits and no handler runs. */
  get quiet(): boolean {
    return this.#running === 0 && this.#held === null;
  }

  /** How many handlers have ended. */
  get handled(): number {
    return this.#handled;
  }

  /** True if each event of {@link losesNextEvent} was lost. */
  get hasLostAll(): boolean {
    return this.#lost === 0;
  }

  /** Holds events from now on. */
  holdsEvents(): void {
    this.#held ??= [];
  }

  get heldEvents(): readonly TriggerEvent[] {
    return this.#held ?? [];
  }

  /** Delivers the held events in the order of `choose`, one after the other. Delivers later events as they come. */
  async deliversHeld(choose: (events: readonly TriggerEvent[]) => readonly TriggerEvent[]): Promise<void> {
    const events = choose(this.heldEvents);
    this.#held = null;
    for (const event of events) await this.#run(event);
  }

  /** Loses the next event. */
  losesNextEvent(): void {
    this.#lost++;
  }

  /** The next handlers fail before they write. */
  failsNext(times: number): void {
    this.#failures += times;
  }

  /** The next node that a function reads arrives late. Meanwhile the node can change. */
  stallsNextRead(): Stall {
    this.#stall = new Stall();
    return this.#stall;
  }

  /** What a function reads. The answer may arrive late: see {@link stallsNextRead}. */
  async answers<T>(read: () => Promise<T>): Promise<T> {
    const stall = this.#stall;
    this.#stall = null;
    const value = await read();
    await stall?.begin();
    return value;
  }

  #arrived(event: TriggerEvent): void {
    if (this.#lost > 0) this.#lost--;
    else if (this.#held) this.#held.push(event);
    else if (this.#inTurn) this.#turn = this.#turn.then(() => this.#runUntilStalled(event));
    else void this.#run(event);
  }

  /** A handler that waits for a stalled read does not delay the next handler. */
  async #runUntilStalled(event: TriggerEvent): Promise<void> {
    const stalls = this.#stall === null ? [] : [this.#stall.begun];
    await Promise.race([this.#run(event), ...stalls]);
  }

  async #run(event: TriggerEvent): Promise<void> {
    this.#running++;
    try {
      for (let tries = this.#retries ? 5 : 1; tries > 0; tries--) {
        if (await this.#attempt(event)) return;
      }
    } finally {
      this.#handled++;
      this.#running--;
    }
  }

  /** @returns false if the handler failed */
  async #attempt(event: TriggerEvent): Promise<boolean> {
    if (this.#failures > 0) {
      this.#failures--;
      return false;
    }
    return this.#deployed.handles(event).then(
      () => true,
      () => false,
    );
  }
}

/** A read whose answer waits until {@link end}. */
export class Stall {
  readonly begun: Promise<void>;
  readonly #ended: Promise<void>;
  #reached: () => void = () => undefined;
  end: () => void = () => undefined;

  constructor() {
    this.begun = new Promise((resolve) => {
      this.#reached = resolve;
    });
    this.#ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  begin(): Promise<void> {
    this.#reached();
    return this.#ended;
  }
}
