import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { FunctionEvent } from './trigger-event.ts';

/** After this time the next event for the node is sent, although the handler still runs. */
const DEFAULT_PATIENCE_MS = 1000;

/**
 * How many events are sent at the same time. The functions emulator starts a process for each. With more than a few for each core, a
 * machine cannot start them all before they time out.
 */
const EVENTS_AT_ONCE = Math.max(4, 2 * availableParallelism());

/** An event that was not accepted is delivered again, as the service does for functions with retries. */
const REDELIVERY_MS = [500, 2_000, 10_000];

export interface FunctionsAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Posts events to the functions emulator. Events of one function for one node are sent in order, each after the answer to the one
 * before. All others run side by side. The real service promises less: see the faults in chaos.ts.
 */
export class TriggerDelivery {
  readonly #address: FunctionsAddress | undefined;
  readonly #patienceMs: number;
  readonly #limit = pLimit(EVENTS_AT_ONCE);
  readonly #lanes = new Map<string, Promise<void>>();
  #stopped = false;
  #undelivered = 0;

  constructor(address: FunctionsAddress | undefined, patienceMs: number = DEFAULT_PATIENCE_MS) {
    this.#address = address;
    this.#patienceMs = patienceMs;
  }

  /** How many events of {@link deliver} the functions emulator has not accepted yet. */
  get undelivered(): number {
    return this.#undelivered;
  }

  deliver(event: FunctionEvent): void {
    this.#undelivered++;
    const lane = `${event.trigger.functionName} ${event.namespace}/${event.ref}`;
    const previous = this.#lanes.get(lane) ?? Promise.resolve();
    const next = previous.then(() =>
      Promise.race([this.#deliverAndCount(event), sleep(this.#patienceMs, undefined, { ref: false })]),
    );
    this.#lanes.set(lane, next);
    void next.then(() => {
      if (this.#lanes.get(lane) === next) {
        this.#lanes.delete(lane);
      }
    });
  }

  async #deliverAndCount(event: FunctionEvent): Promise<void> {
    await this.deliverOutOfOrder(event);
    this.#undelivered--;
  }

  /** Stops all deliveries for good. */
  stop(): void {
    this.#stopped = true;
  }

  /** Delivers an event without waiting for others. Never rejects: the functions emulator reports a function that fails. */
  async deliverOutOfOrder(event: FunctionEvent): Promise<void> {
    const address = this.#address;
    if (address === undefined) return;
    for (const delayMs of [0, ...REDELIVERY_MS]) {
      await sleep(delayMs, undefined, { ref: false });
      const failure = await this.#limit(async () => (this.#stopped ? null : post(event, address)));
      if (failure === null || this.#stopped) return;
      console.error(`${event.trigger.functionName} ${failure} for a change of /${event.ref}`);
    }
  }
}

/** Returns what failed, or null if the event has arrived. */
async function post(event: FunctionEvent, { host, port }: FunctionsAddress): Promise<string | null> {
  const url = `http://${host}:${port}/functions/projects/${event.trigger.project}/triggers/${event.trigger.key}`;
  const headers = { 'content-type': event.contentType };
  try {
    const response = await fetch(url, { method: 'POST', headers, body: event.body });
    await response.arrayBuffer();
    // The functions emulator answers 404 and 204 for triggers that were replaced or are disabled.
    return response.ok || response.status === 404 ? null : `answered ${response.status}`;
  } catch (error) {
    return `was not reached (${error})`;
  }
}
