import type { App, EventCosts, Target, Usage } from './usage.ts';

/** All that a bill is calculated from. */
export interface Month {
  readonly app: App;
  readonly costs: EventCosts;
  readonly usage: Usage;
  readonly target: Target;
}
