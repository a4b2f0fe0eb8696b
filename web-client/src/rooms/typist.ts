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

/** Not public: writes that the user types, at most once in two seconds, and removes it when the user stops. */
export class Typist {
  readonly #seat: () => TypingSeat | null;
  readonly #failed: (error: unknown) => void;
  #told: TypingSeat | null = null;
  #next: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #keySinceTold = false;

  /** @param seat returns null while this client is not in the room */
  constructor(seat: () => TypingSeat | null, failed: (error: unknown) => void) {
    this.#seat = seat;
    this.#failed = failed;
  }

  key(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.stop(), TYPING_TIME_TO_LIVE_MS);
    this.#keySinceTold = true;
    if (this.#next === undefined) this.#tell();
  }

  /** Removes what was written, if anything was written. */
  stop(): void {
    const told = this.#told;
    this.forget();
    if (told !== null) remove(placeOf(told)).catch(this.#failed);
  }

  /** To be called when the connection has ended: the server has removed what was written. */
  forget(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#next);
    this.#next = undefined;
    this.#told = null;
    this.#keySinceTold = false;
  }

  #tell(): void {
    this.#next = undefined;
    const seat = this.#seat();
    if (!this.#keySinceTold || seat === null) return;
    this.#keySinceTold = false;
    this.#next = setTimeout(() => this.#tell(), TYPING_PERIOD_MS);
    // While the budget is spent, others do not see that the user types. That is not an error.
    if (seat.budget.closedFor('typing') > 0) return;
    this.#told = seat;
    this.#write(seat).catch((error: unknown) => {
      if (this.#told === seat && seat.budget.closedFor('typing') === 0) this.#failed(error);
    });
  }

  async #write(told: TypingSeat): Promise<void> {
    const { budget, seat } = told;
    const update = (step: BudgetStep): MultiPathUpdate | null =>
      this.#told === told ? keyPress(budget.uid, seat, serverTimestamp(), step) : null;
    await budget.spend('typing', { update, isApplied: async () => (await get(placeOf(told))).exists() });
  }
}

function placeOf({ database, budget, seat }: TypingSeat) {
  return ref(database, `${typingPath(seat.roomId)}/${memberPath(budget.uid, seat.seat)}`);
}
