import {
  type BudgetStep,
  keyPress,
  type MultiPathUpdate,
  memberPath,
  type Seat,
  TYPING_PERIOD_MS,
  TYPING_TIME_TO_LIVE_MS,
  typingPath,
} from '@firebase-presence/contract';
import { type Database, get, ref, remove, serverTimestamp } from 'firebase/database';
import type { Budget } from '../session/index.ts';

/** A seat in which the user can type. */
export interface TypingSeat {
  readonly database: Database;
  readonly budget: Budget;
  readonly seat: Seat;
}

/** Not public: writes that the user types, at most once in two seconds, and removes that when the user stops. */
export class TypingWriter {
  readonly #seat: () => TypingSeat | null;
  readonly #onError: (error: unknown) => void;
  #written: TypingSeat | null = null;
  #nextWrite: ReturnType<typeof setTimeout> | undefined;
  #stopTimer: ReturnType<typeof setTimeout> | undefined;
  #hasUnwrittenKey = false;

  /** @param seat returns null while this client is not in the room */
  constructor(seat: () => TypingSeat | null, onError: (error: unknown) => void) {
    this.#seat = seat;
    this.#onError = onError;
  }

  keyPressed(): void {
    clearTimeout(this.#stopTimer);
    this.#stopTimer = setTimeout(() => this.stop(), TYPING_TIME_TO_LIVE_MS);
    this.#hasUnwrittenKey = true;
    if (this.#nextWrite === undefined) this.#write();
  }

  /** Removes the typing from the room, if it was written. */
  stop(): void {
    const written = this.#written;
    this.reset();
    if (written !== null) remove(typingRef(written)).catch(this.#onError);
  }

  /** Call it when the connection has ended: the database has removed the typing. */
  reset(): void {
    clearTimeout(this.#stopTimer);
    clearTimeout(this.#nextWrite);
    this.#nextWrite = undefined;
    this.#written = null;
    this.#hasUnwrittenKey = false;
  }

  #write(): void {
    this.#nextWrite = undefined;
    const seat = this.#seat();
    if (!this.#hasUnwrittenKey || seat === null) return;
    this.#hasUnwrittenKey = false;
    this.#nextWrite = setTimeout(() => this.#write(), TYPING_PERIOD_MS);
    // While the budget is spent, others do not see that the user types. That is not an error.
    if (seat.budget.spentFor('typing') > 0) return;
    this.#written = seat;
    this.#spend(seat).catch((error: unknown) => {
      if (this.#written === seat && seat.budget.spentFor('typing') === 0) this.#onError(error);
    });
  }

  async #spend(typingSeat: TypingSeat): Promise<void> {
    const { budget, seat } = typingSeat;
    const update = (step: BudgetStep): MultiPathUpdate | null =>
      this.#written === typingSeat ? keyPress(budget.uid, seat, serverTimestamp(), step) : null;
    await budget.spend('typing', { update, isApplied: async () => (await get(typingRef(typingSeat))).exists() });
  }
}

function typingRef({ database, budget, seat }: TypingSeat) {
  return ref(database, `${typingPath(seat.roomId)}/${memberPath(budget.uid, seat.seat)}`);
}
