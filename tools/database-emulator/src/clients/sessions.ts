import { randomBytes } from 'node:crypto';
import type { Namespace } from '../data/namespace.ts';
import type { Transport } from '../network/wire-protocol.ts';
import { Session } from './session.ts';

/** The current sessions. */
export class Sessions {
  readonly #byId = new Map<string, Session>();

  /**
   * A client that names its last session takes it over. The disconnect writes of that session run first. Otherwise the "offline" of a
   * half-open socket would be written after the "online" of the new one, and would stay.
   */
  open(namespace: Namespace, transport: Transport, lastSessionId: string | null): Session {
    const last = lastSessionId === null ? undefined : this.#byId.get(lastSessionId);
    if (last !== undefined && last.namespace === namespace) {
      this.end(last);
    }
    const session = new Session(randomBytes(12).toString('base64url'), namespace, transport);
    this.#byId.set(session.id, session);
    return session;
  }

  find(id: string): Session | undefined {
    return this.#byId.get(id);
  }

  end(session: Session, options?: { readonly runOnDisconnect: boolean }): void {
    this.#byId.delete(session.id);
    session.end(options);
  }

  all(): readonly Session[] {
    return [...this.#byId.values()];
  }
}
