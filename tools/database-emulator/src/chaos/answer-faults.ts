import { uidOf } from '../clients/auth.ts';
import type { ClientRequest } from '../clients/receive.ts';
import type { Session } from '../clients/session.ts';
import { parsePath, pathText } from '../data/path.ts';
import { ownProperty } from '../json.ts';
import type { CutFault, StallFault } from './fault-plan.ts';

const WRITES: ReadonlySet<string> = new Set(['p', 'm']);

/** Faults between the work of the server and its answer, on sockets. */
export class AnswerFaults {
  readonly #cut: (session: Session) => void;
  #stalls: { readonly fault: StallFault; skip: number; left: number }[] = [];
  #cuts: { readonly fault: CutFault; left: number }[] = [];
  #met = { stall: 0, cut: 0 };

  constructor(cut: (session: Session) => void) {
    this.#cut = cut;
  }

  get met(): Readonly<Record<'stall' | 'cut', number>> {
    return { ...this.#met };
  }

  plan(stalls: readonly StallFault[], cuts: readonly CutFault[]): void {
    this.#stalls = stalls.map((fault) => ({ fault, skip: fault.after, left: fault.times }));
    this.#cuts = cuts.map((fault) => ({ fault, left: fault.times }));
  }

  /** Answers a request that was carried out. Calls `send` now, later or never. */
  answers(session: Session, request: ClientRequest, send: () => void): void {
    if (this.#isCut(session, request)) {
      this.#cut(session);
      return;
    }
    const ms = this.#stallOf(session, request);
    if (ms === null) send();
    else setTimeout(send, ms).unref();
  }

  #isCut(session: Session, { action }: ClientRequest): boolean {
    if (!WRITES.has(action)) return false;
    const uid = uidOf(session.identity);
    const planned = this.#cuts.find(({ fault, left }) => left > 0 && (fault.uid === undefined || fault.uid === uid));
    if (planned === undefined) return false;
    planned.left--;
    this.#met.cut++;
    return true;
  }

  /** Only admins are delayed, because functions read as admins. */
  #stallOf(session: Session, { action, body }: ClientRequest): number | null {
    const path = ownProperty(body, 'p');
    if (action !== 'g' || session.identity.kind !== 'admin' || typeof path !== 'string') return null;
    const ref = pathText(parsePath(path));
    const planned = this.#stalls.find(({ fault, left }) => left > 0 && (fault.ref === undefined || fault.ref === ref));
    if (planned === undefined || planned.skip-- > 0) return null;
    planned.left--;
    this.#met.stall++;
    return planned.fault.ms;
  }
}
