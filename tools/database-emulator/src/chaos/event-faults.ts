import type { TriggerDelivery } from '../triggers/trigger-delivery.ts';
import type { FunctionEvent } from '../triggers/trigger-event.ts';
import type { EventFault, EventFaultKind } from './fault-plan.ts';

/** Causes the planned faults between a change and its functions. */
export class EventFaults {
  readonly #delivery: TriggerDelivery;
  readonly #met: Record<EventFaultKind, number> = { delay: 0, duplicate: 0, swap: 0, lose: 0 };
  readonly #held = new Map<string, () => void>();
  #faults: { readonly fault: EventFault; left: number }[] = [];
  #random: () => number = Math.random;

  constructor(delivery: TriggerDelivery) {
    this.#delivery = delivery;
  }

  /** How many events had each kind of fault. */
  get met(): Readonly<Record<EventFaultKind, number>> {
    return { ...this.#met };
  }

  plan(faults: readonly EventFault[], seed: number): void {
    this.#faults = faults.map((fault) => ({ fault, left: fault.times }));
    this.#random = seededRandom(seed);
  }

  deliver(event: FunctionEvent): void {
    const lane = laneOf(event);
    const overtaken = this.#held.get(lane);
    this.#held.delete(lane);
    const planned = overtaken === undefined ? this.#faultFor(event) : undefined;
    if (planned === undefined) {
      this.#delivery.deliver(event);
    } else {
      planned.left--;
      this.#met[planned.fault.fault]++;
      this.#deliverWith(planned.fault, event, lane);
    }
    overtaken?.();
  }

  #faultFor(event: FunctionEvent): { readonly fault: EventFault; left: number } | undefined {
    return this.#faults.find(
      ({ fault, left }) => left > 0 && isMeant(fault, event) && (fault.rate >= 1 || this.#random() < fault.rate),
    );
  }

  #deliverWith(fault: EventFault, event: FunctionEvent, lane: string): void {
    switch (fault.fault) {
      case 'lose':
        return;
      case 'delay':
        setTimeout(() => void this.#delivery.deliverOutOfOrder(event), fault.ms).unref();
        return;
      case 'duplicate':
        this.#delivery.deliver(event);
        setTimeout(() => void this.#delivery.deliverOutOfOrder(event), fault.ms).unref();
        return;
      case 'swap':
        this.#hold(event, lane, fault.ms);
    }
  }

  /** Delays an event until the next event of the same function and node was delivered, or until its time is up. */
  #hold(event: FunctionEvent, lane: string, ms: number): void {
    const release = () => {
      clearTimeout(timer);
      this.#delivery.deliver(event);
    };
    const timer = setTimeout(() => {
      this.#held.delete(lane);
      this.#delivery.deliver(event);
    }, ms).unref();
    this.#held.set(lane, release);
  }
}

function isMeant(fault: EventFault, event: FunctionEvent): boolean {
  const ours = fault.function === undefined || event.trigger.functionName.includes(fault.function);
  return ours && (fault.ref === undefined || fault.ref === event.ref);
}

function laneOf(event: FunctionEvent): string {
  return `${event.trigger.functionName} ${event.namespace}/${event.ref}`;
}

/** A small random generator (mulberry32), so that a failing run can be repeated. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
