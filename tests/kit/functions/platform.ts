import { type TriggerEvent, Triggers } from './triggers.ts';

/** A change of /status/{uid}, as the function is told. */
export interface StatusEvent {
  uid: string;
  before: unknown;
  after: unknown;
  /** Milliseconds since the epoch. */
  time: number;
}

export interface HandlerTools {
  /** Reads the node; what was read may be told late. */
  readNode(uid: string): Promise<unknown>;
}

/**
 * What stands between a change and its function: Google's platform, which delivers events at least once, in any order, and starts
 * handlers side by side. It takes what the database emulator posts to the functions emulator.
 */
export class Platform {
  readonly #handle: (event: StatusEvent, tools: HandlerTools) => Promise<void>;
  readonly #readNode: HandlerTools['readNode'];
  readonly #retries: boolean;
  readonly #inTurn: boolean;
  #turn: Promise<void> = Promise.resolve();
  readonly #triggers: Triggers;
  /** Events that wait to be delivered; null while they are delivered as they come. */
  #held: StatusEvent[] | null = null;
  #failures = 0;
  #stall: Stall | null = null;
  #running = 0;
  #handled = 0;
  #lost = 0;

  constructor(
    handle: (event: StatusEvent, tools: HandlerTools) => Promise<void>,
    { readNode, retries, inTurn }: { readNode: HandlerTools['readNode']; retries: boolean; inTurn: boolean },
  ) {
    this.#handle = handle;
    this.#readNode = readNode;
    this.#retries = retries;
    this.#inTurn = inTurn;
    this.#triggers = new Triggers((event) => this.#arrived(statusEvent(event)));
  }

  listen(): Promise<{ host: string; port: number }> {
    return this.#triggers.listen();
  }

  close(): void {
    this.#triggers.close();
  }

  /** Nothing is on its way and no handler runs. */
  get quiet(): boolean {
    return this.#running === 0 && this.#held === null;
  }

  /** How many events have been handled to the end. */
  get handled(): number {
    return this.#handled;
  }

  /** What {@link losesNextEvent} asked for is done. */
  get hasLostAll(): boolean {
    return this.#lost === 0;
  }

  /** Keeps events from now on. */
  holdsEvents(): void {
    this.#held ??= [];
  }

  get heldEvents(): readonly StatusEvent[] {
    return this.#held ?? [];
  }

  /** Delivers what was held in the order of `choose`, one after the other, and from now on as it comes. */
  async deliversHeld(choose: (events: readonly StatusEvent[]) => readonly StatusEvent[]): Promise<void> {
    const events = choose(this.heldEvents);
    this.#held = null;
    for (const event of events) await this.#run(event);
  }

  /** The next event never arrives. */
  losesNextEvent(): void {
    this.#lost++;
  }

  /** The next handlers cannot reach Firestore, or are killed before they wrote. */
  failsNext(times: number): void {
    this.#failures += times;
  }

  /** The next answer to a handler's question for the node comes late: between what it read and what it writes, the world goes on. */
  stallsNextRead(): Stall {
    this.#stall = new Stall();
    return this.#stall;
  }

  /** Reads a node for a handler or a scheduled run; what was read may arrive late. */
  async readNode(uid: string): Promise<unknown> {
    const stall = this.#stall;
    this.#stall = null;
    const value = await this.#readNode(uid);
    await stall?.begin();
    return value;
  }

  #arrived(event: StatusEvent): void {
    if (this.#lost > 0) this.#lost--;
    else if (this.#held) this.#held.push(event);
    else if (this.#inTurn) this.#turn = this.#turn.then(() => this.#runUntilStalled(event));
    else void this.#run(event);
  }

  /** A handler that stands still does not keep the next one. */
  async #runUntilStalled(event: StatusEvent): Promise<void> {
    const stalls = this.#stall === null ? [] : [this.#stall.begun];
    await Promise.race([this.#run(event), ...stalls]);
  }

  async #run(event: StatusEvent): Promise<void> {
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

  /** False if the handler failed. */
  async #attempt(event: StatusEvent): Promise<boolean> {
    if (this.#failures > 0) {
      this.#failures--;
      return false;
    }
    return this.#handle(event, { readNode: (uid) => this.readNode(uid) }).then(
      () => true,
      () => false,
    );
  }
}

/** A handler that stands still. */
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

function statusEvent({ ref, before, after, time }: TriggerEvent): StatusEvent {
  return { uid: ref.split('/')[1] ?? '', before, after, time };
}
