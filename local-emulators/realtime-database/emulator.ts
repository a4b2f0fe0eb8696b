import { Chaos } from './chaos/chaos.ts';
import type { Restart } from './chaos/chaos-api.ts';
import { Liveness } from './liveness.ts';
import { LongPolling } from './long-polling.ts';
import { Namespaces } from './namespaces.ts';
import type { LoginGate } from './requests.ts';
import { Sessions } from './sessions.ts';
import { type FunctionsAddress, TriggerDelivery } from './trigger-delivery.ts';
import { Triggers } from './triggers.ts';

export interface EmulatorOptions {
  readonly functions?: FunctionsAddress;
  /** After how much silence a client counts as gone. */
  readonly idleMs: number;
  /** How long the next event of a node waits for the handler of the one before. */
  readonly patienceMs?: number;
}

/** Everything that lives behind the network front. */
export class Emulator {
  readonly sessions = new Sessions();
  readonly chaos: Chaos;
  readonly triggers: Triggers;
  readonly namespaces: Namespaces;
  readonly liveness: Liveness;
  readonly longPolling = new LongPolling(this);
  /** Set by the network front, which alone can close its port and open it again. */
  requestRestart: (restart: Restart) => void = () => undefined;

  constructor(options: EmulatorOptions) {
    this.chaos = new Chaos(this.sessions, new TriggerDelivery(options.functions, options.patienceMs));
    this.triggers = new Triggers((event) => this.chaos.deliver(event));
    this.namespaces = new Namespaces((change) => this.triggers.changed(change));
    this.liveness = new Liveness(options.idleMs);
  }

  get loginGate(): LoginGate {
    return (session, login) => this.chaos.admit(session, login);
  }

  endAllSessions(options?: { readonly runOnDisconnect: boolean }): void {
    for (const session of this.sessions.all()) {
      this.sessions.end(session, options);
    }
  }
}
