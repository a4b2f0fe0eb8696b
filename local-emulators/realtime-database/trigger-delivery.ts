import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionEvent } from './trigger-event.ts';

/** A handler that takes longer than this is overtaken by the next event for its node. */
const DEFAULT_PATIENCE_MS = 1000;

export interface FunctionsAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Posts events to the functions emulator. Events of one function for one node go out in order, each when the one
 * before was answered; everything else runs side by side. The real service promises less: see the faults in chaos.ts.
 */
export class TriggerDelivery {
  readonly #address: FunctionsAddress | undefined;
  readonly #patienceMs: number;
  readonly #lanes = new Map<string, Promise<void>>();

  constructor(address: FunctionsAddress | undefined, patienceMs: number = DEFAULT_PATIENCE_MS) {
    this.#address = address;
    this.#patienceMs = patienceMs;
  }

  deliver(event: FunctionEvent): void {
    const lane = `${event.trigger.functionName} ${event.namespace}/${event.ref}`;
    const previous = this.#lanes.get(lane) ?? Promise.resolve();
    const next = previous.then(() =>
      Promise.race([this.deliverOutOfOrder(event), sleep(this.#patienceMs, undefined, { ref: false })]),
    );
    this.#lanes.set(lane, next);
    void next.then(() => {
      if (this.#lanes.get(lane) === next) {
        this.#lanes.delete(lane);
      }
    });
  }

  /** At once, whatever else is under way. Never rejects: a function that fails is the functions emulator's to report. */
  async deliverOutOfOrder(event: FunctionEvent): Promise<void> {
    if (this.#address === undefined) {
      return;
    }
    const { host, port } = this.#address;
    const url = `http://${host}:${port}/functions/projects/${event.trigger.project}/triggers/${event.trigger.key}`;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': event.contentType },
        body: event.body,
      });
      await response.arrayBuffer();
      // The functions emulator answers 404 and 204 for triggers that were replaced or are disabled.
      if (!response.ok && response.status !== 404) {
        console.error(`${event.trigger.functionName} answered ${response.status} to a change of /${event.ref}`);
      }
    } catch (error) {
      console.error(`${event.trigger.functionName} was not reached for a change of /${event.ref}: ${error}`);
    }
  }
}
