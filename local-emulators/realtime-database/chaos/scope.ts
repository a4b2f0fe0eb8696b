import { type Login, uidOf } from '../auth.ts';
import type { TriggerDelivery } from '../trigger-delivery.ts';
import { EventFaults } from './event-faults.ts';
import { type FaultPlan, NO_FAULTS } from './fault-plan.ts';
import { NetworkSilence } from './network-silence.ts';

/** What is planned to go wrong in one database, or in all that have no plan of their own. */
export class Scope {
  readonly events: EventFaults;
  readonly silence = new NetworkSilence();
  #plan: FaultPlan = NO_FAULTS;
  #refusedLogins = 0;

  constructor(delivery: TriggerDelivery) {
    this.events = new EventFaults(delivery);
  }

  get plan(): FaultPlan {
    return this.#plan;
  }

  set plan(plan: FaultPlan) {
    this.#plan = plan;
    this.events.plan(plan.events, plan.seed);
  }

  /** How often each fault has happened: a test can see that it met what it means to survive. */
  get met(): object {
    return { ...this.events.met, refusedLogin: this.#refusedLogins };
  }

  /** Only people are refused: functions and tests log in as admins. */
  refuses({ identity }: Login): boolean {
    const { refuseLogins } = this.#plan;
    const listed = typeof refuseLogins === 'boolean' ? refuseLogins : refuseLogins.includes(uidOf(identity) ?? '');
    const refused = listed && identity.kind === 'user';
    this.#refusedLogins += refused ? 1 : 0;
    return refused;
  }
}
