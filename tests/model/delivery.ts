import type { Change } from './user-node.ts';

/** An event, a task or a run of the schedule. It is delivered until a process has handled it. */
export type Delivery = EventDelivery | TickDelivery | ScheduleDelivery;

interface Named {
  /** Also the name of the process. */
  readonly name: string;
  /** By the clock of the process. */
  readonly notBefore: number;
}

export interface EventDelivery extends Named {
  readonly kind: 'event';
  readonly change: Change;
}

export interface TickDelivery extends Named {
  readonly kind: 'tick';
}

export interface ScheduleDelivery extends Named {
  readonly kind: 'schedule';
}

export function eventOf(name: string, change: Change): EventDelivery {
  return { kind: 'event', name, notBefore: 0, change };
}

export function tickOf(at: number): TickDelivery {
  return { kind: 'tick', name: `tick of ${at}`, notBefore: at };
}

export function scheduleRun(): ScheduleDelivery {
  return { kind: 'schedule', name: 'schedule', notBefore: 0 };
}
