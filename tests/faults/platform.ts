import { type TriggerEvent, Triggers } from '../kit/triggers.ts';

/** An event of a change of /status/{uid}. */
export interface StatusEvent {
  uid: string;
  before: unknown;
  after: unknown;
  /** Milliseconds since the epoch. */
  time: number;
}

export interface HandlerTools {
  /** Reads the node. The answer may arrive late. */
  readNode(uid: string): Promise<unknown>;
}

/**
 * Google's platform between a change and its function. It delivers events at least once, in any order, and starts handlers side by side.
 * It receives the events that the database emulator posts to the functions emulator.
 */
export class Platform {
  readonly #handle: (event: StatusEvent, tools: HandlerTools) => Promise<void>;
  readonly #readNode: HandlerTools['readNode'];
  readonly #retries: boolean;
  readonly #inTurn: boolean;
  #turn: Promise<void> = Promise.resolve();
  readonly #triggers: Triggers;
  /** Events that wait for their delivery; null while the platform delivers events at once. */
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

  /** True if no event waits and no handler runs. */
  get quiet(): boolean {
    return this.#running === 0 && this.#held === null;
  }

  /** How many events the handlers have finished. */
  get handled(): number {
    return this.#handled;
  }

  /** True if the platform has lost all events that {@link losesNextEvent} asked it to lose. */
  get hasLostAll(): boolean {
    return this.#lost === 0;
  }

  /** Holds all events from now on. */
  holdsEvents(): void {
    this.#held ??= [];
  }

  get heldEvents(): readonly StatusEvent[] {
    return this.#held ?? [];
  }

  /** Delivers the held events in the order of `choose`, one after the other. Delivers later events at once. */
  async deliversHeld(choose: (events: readonly StatusEvent[]) => readonly StatusEvent[]): Promise<void> {
    const events = choose(this.heldEvents);
    this.#held = null;
    for (const event of events) await this.#run(event);
  }

  /** Loses the next event. */
  losesNextEvent(): void {
    this.#lost++;
  }

  /** The next handlers fail before they write: they cannot reach Firestore, or are killed. */
  failsNext(times: number): void {
    this.#failures += times;
  }

  /** The next handler that reads the node gets the answer late. So the node can change between its read and its write. */
  stallsNextRead(): Stall {
    this.#stall = new Stall();
    return this.#stall;
  }

  /** Reads a node for a handler or a scheduled run. The answer may arrive late. */
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

  /** Resolves when the handler has ended or stalls, so that a stalled handler does not delay the next one. */
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

  /** @returns false if the handler failed */
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

/** A stalled handler: `begun` resolves when it stalls, and `end` lets it continue. */
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
