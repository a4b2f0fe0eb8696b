import {
  BUDGETS,
  type BudgetKind,
  type BudgetState,
  type BudgetStep,
  budgetPath,
  fieldsOf,
  type MultiPathUpdate,
  readBudget,
} from '@firebase-presence/contract';
import { type Database, get, increment, ref, serverTimestamp, update } from 'firebase/database';
import { PresenceError } from '../core/index.ts';
import { errorOf } from './connection-writes.ts';

export interface Spending {
  /** What is written together with one step of the budget; null once it is no longer wanted. */
  update(step: BudgetStep): MultiPathUpdate | null;
  /** True if the server has what was to be written: it refuses the repetition of a write that it has applied before. */
  isApplied(): Promise<boolean>;
}

const KINDS: readonly BudgetKind[] = ['changes', 'typing'];
const NEW_WINDOW: BudgetStep = { timestamp: serverTimestamp() };
const ONE_MORE: BudgetStep = { increment: increment(1) };

/** What one user may change in a window of time. The user's other tabs spend the same budget. */
export class Budget {
  readonly uid: string;
  readonly #database: Database;
  readonly #now: () => number;
  /** When the window began at the latest, in milliseconds by the server's clock. */
  readonly #since = new Map<BudgetKind, number>();
  /** When a spent budget opens again. */
  readonly #opensAt = new Map<BudgetKind, number>();

  /** @param now the server's time, in milliseconds */
  constructor(database: Database, uid: string, now: () => number) {
    this.uid = uid;
    this.#database = database;
    this.#now = now;
  }

  /** Reads what is spent. A wrong first step is refused, and Firebase prints each refusal on the console. */
  async learn(): Promise<void> {
    const node: unknown = (await get(ref(this.#database, budgetPath(this.uid)))).val();
    for (const kind of KINDS) {
      const budget = readBudget(fieldsOf(node)[kind]);
      if (budget !== null && !this.#since.has(kind)) this.#since.set(kind, budget.since);
    }
  }

  /** How long the budget is still known to be spent, in milliseconds; 0 if it is not. */
  closedFor(kind: BudgetKind): number {
    return Math.max(0, (this.#opensAt.get(kind) ?? 0) - this.#now());
  }

  /**
   * Writes with one step of the budget.
   *
   * @returns false if the write was no longer wanted
   * @throws (rejects) `presence/too-many-changes` if the budget is spent, otherwise the server's refusal
   */
  async spend(kind: BudgetKind, spending: Spending): Promise<boolean> {
    if (this.closedFor(kind) > 0) throw this.#tooMany(kind, null);
    const likely = this.#isWindowOpen(kind) ? ONE_MORE : NEW_WINDOW;
    const other = likely === ONE_MORE ? NEW_WINDOW : ONE_MORE;
    let refusal: unknown = null;
    // A third time, because another tab may have begun a window between the two.
    for (const step of [likely, other, likely]) {
      const write = spending.update(step);
      if (write === null) return false;
      if (step === NEW_WINDOW) this.#since.set(kind, this.#now());
      refusal = await errorOf(update(ref(this.#database), write));
      if (refusal === null) return true;
    }
    if (spending.update(likely) === null) return false;
    if (await spending.isApplied().catch(() => false)) return true;
    throw await this.#explain(kind, refusal);
  }

  #isWindowOpen(kind: BudgetKind): boolean {
    const since = this.#since.get(kind);
    return since !== undefined && this.#now() < since + BUDGETS[kind].windowMs;
  }

  async #explain(kind: BudgetKind, refusal: unknown): Promise<unknown> {
    const budget = await this.#read(kind).catch(() => null);
    if (budget === null) {
      this.#since.delete(kind);
      return refusal;
    }
    const { limit, windowMs } = BUDGETS[kind];
    const opensAt = budget.since + windowMs;
    this.#since.set(kind, budget.since);
    if (budget.n < limit || opensAt <= this.#now()) return refusal;
    this.#opensAt.set(kind, opensAt);
    return this.#tooMany(kind, refusal);
  }

  #tooMany(kind: BudgetKind, cause: unknown): PresenceError {
    const { limit, windowMs } = BUDGETS[kind];
    const opens = new Date(this.#opensAt.get(kind) ?? 0).toISOString();
    return new PresenceError(
      'presence/too-many-changes',
      `User '${this.uid}' has made ${limit} changes in ${windowMs / 60_000} minutes, the most that are possible. Try again at ${opens}, and change less often.`,
      cause,
    );
  }

  async #read(kind: BudgetKind): Promise<BudgetState | null> {
    return readBudget((await get(ref(this.#database, `${budgetPath(this.uid)}/${kind}`))).val());
  }
}
