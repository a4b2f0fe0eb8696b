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

/** A write that costs one step of the budget. */
export interface BudgetedWrite {
  /** Returns the write, together with one step of the budget. Null if the caller no longer wants it. */
  update(step: BudgetStep): MultiPathUpdate | null;
  /** True if the database has already applied the write. It refuses a write that Firebase has repeated. */
  isApplied(): Promise<boolean>;
}

const KINDS: readonly BudgetKind[] = ['changes', 'typing'];
const NEW_WINDOW: BudgetStep = { timestamp: serverTimestamp() };
const ONE_MORE: BudgetStep = { increment: increment(1) };

/** How many changes one user can make in a window of time. All clients of the user share the budget. */
export class Budget {
  readonly uid: string;
  readonly #database: Database;
  readonly #now: () => number;
  /** The latest time at which the window can have begun, in milliseconds by the database's clock. */
  readonly #since = new Map<BudgetKind, number>();
  /** When a spent budget opens again, in milliseconds by the database's clock. */
  readonly #opensAt = new Map<BudgetKind, number>();

  /** @param now the database's time, in milliseconds */
  constructor(database: Database, uid: string, now: () => number) {
    this.uid = uid;
    this.#database = database;
    this.#now = now;
  }

  /**
   * Reads how much of the budget is spent. Without that, the first step may be the wrong one. The database then refuses it, and Firebase
   * prints a warning.
   */
  async load(): Promise<void> {
    const node: unknown = (await get(ref(this.#database, budgetPath(this.uid)))).val();
    for (const kind of KINDS) {
      const budget = readBudget(fieldsOf(node)[kind]);
      if (budget !== null && !this.#since.has(kind)) this.#since.set(kind, budget.since);
    }
  }

  /** How long the budget stays spent, in milliseconds. 0 if it is not known to be spent. */
  spentFor(kind: BudgetKind): number {
    return Math.max(0, (this.#opensAt.get(kind) ?? 0) - this.#now());
  }

  /**
   * Writes with one step of the budget.
   *
   * @returns false if the caller no longer wants the write
   * @throws (rejects) `presence/too-many-changes` if the budget is spent, otherwise the database's refusal
   */
  async spend(kind: BudgetKind, write: BudgetedWrite): Promise<boolean> {
    if (this.spentFor(kind) > 0) throw this.#tooMany(kind, null);
    const likely = this.#isWindowOpen(kind) ? ONE_MORE : NEW_WINDOW;
    const other = likely === ONE_MORE ? NEW_WINDOW : ONE_MORE;
    let refusal: unknown = null;
    // The third attempt is for a window that another tab began between the first two.
    for (const step of [likely, other, likely]) {
      const values = write.update(step);
      if (values === null) return false;
      if (step === NEW_WINDOW) this.#since.set(kind, this.#now());
      refusal = await errorOf(update(ref(this.#database), values));
      if (refusal === null) return true;
    }
    if (write.update(likely) === null) return false;
    if (await write.isApplied().catch(() => false)) return true;
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
      `Cannot write: user '${this.uid}' has made ${limit} changes in ${windowMs / 60_000} minutes, which is the limit. Try again at ${opens}, and write less often.`,
      cause,
    );
  }

  async #read(kind: BudgetKind): Promise<BudgetState | null> {
    return readBudget((await get(ref(this.#database, `${budgetPath(this.uid)}/${kind}`))).val());
  }
}
