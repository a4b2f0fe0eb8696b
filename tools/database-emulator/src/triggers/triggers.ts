import type { Change } from '../data/namespace.ts';
import { eventsFor, type FunctionEvent } from './trigger-event.ts';
import type { Trigger } from './trigger-registration.ts';

/** The functions that get events of changes. */
export class Triggers {
  readonly #deliver: (event: FunctionEvent) => void;
  #triggers: readonly Trigger[] = [];

  constructor(deliver: (event: FunctionEvent) => void) {
    this.#deliver = deliver;
  }

  /** A function that registers again replaces its registration from before the reload of its code. */
  add(trigger: Trigger): void {
    this.#triggers = [...this.#triggers.filter((known) => known.functionName !== trigger.functionName), trigger];
  }

  replaceAll(triggers: readonly Trigger[]): void {
    this.#triggers = triggers;
  }

  all(): readonly Trigger[] {
    return this.#triggers;
  }

  changed(change: Change): void {
    for (const trigger of this.#triggers) {
      for (const event of eventsFor(trigger, change)) {
        this.#deliver(event);
      }
    }
  }
}
