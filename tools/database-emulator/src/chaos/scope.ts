import { type Login, uidOf } from '../clients/auth.ts';
import type { Session } from '../clients/session.ts';
import type { TriggerDelivery } from '../triggers/trigger-delivery.ts';
import { AnswerFaults } from './answer-faults.ts';
import { EventFaults } from './event-faults.ts';
import { type FaultPlan, NO_FAULTS } from './fault-plan.ts';
import { NetworkSilence } from './network-silence.ts';

/** The faults of one database, or of all databases without a plan of their own. */
export class Scope {
  readonly events: EventFaults;
  readonly answers: AnswerFaults;
  readonly silence = new NetworkSilence();
  #plan: FaultPlan = NO_FAULTS;
  #frozenAt: number | null = null;
  #refusedLogins = 0;

  constructor(delivery: TriggerDelivery, cut: (session: Session) => void) {
    this.events = new EventFaults(delivery);
    this.answers = new AnswerFaults(cut);
  }

  get plan(): FaultPlan {
    return this.#plan;
  }

  set plan(plan: FaultPlan) {
    this.#plan = plan;
    this.events.plan(plan.events, plan.seed);
    this.answers.plan(plan.stalls, plan.cuts);
    this.#frozenAt = plan.frozenClock ? Date.now() : null;
  }

  /** The server's clock. */
  now(): number {
    return this.#frozenAt ?? Date.now();
  }

  /** How often each fault happened. A test can check that its fault did happen. */
  get met(): object {
    return { ...this.events.met, ...this.answers.met, refusedLogin: this.#refusedLogins };
  }

  /** Only users are refused, because functions and tests log in as admins. */
  refuses({ identity }: Login): boolean {
    const { refuseLogins } = this.#plan;
    const listed = typeof refuseLogins === 'boolean' ? refuseLogins : refuseLogins.includes(uidOf(identity) ?? '');
    const refused = listed && identity.kind === 'user';
    this.#refusedLogins += refused ? 1 : 0;
    return refused;
  }
}
