import { fieldsOf } from './fields.ts';
import type { MultiPathUpdate } from './multi-path-update.ts';
import { budgetPath } from './paths.ts';

/*
 * How often one account may make a function run, or data go out to all who watch:
 *
 *   /presence/budget/{uid}/{kind}: { since, n, slot?, room_slot?, seat? }
 *
 *   since                   when the window began
 *   n                       how many changes were made in it
 *   slot, room_slot, seat   what the latest change is for, so that one step of the budget pays for one seat or one mark of typing only
 *
 * Each such write contains a step of the budget: either `n` grows by one, or a new window begins after the old one. The rules refuse a write
 * without it, and nobody can delete it. A documentation-style client writes to /status alone, which has no budget.
 */

/** The kinds of budget: `changes` of settings, rooms and member data; marks of `typing`. */
export type BudgetKind = 'changes' | 'typing';

/** How many changes a window allows. The rules hold the same numbers. */
export const BUDGETS: Readonly<Record<BudgetKind, { limit: number; windowMs: number }>> = {
  changes: { limit: 300, windowMs: 600_000 },
  typing: { limit: 60, windowMs: 60_000 },
};

/** One step, as the SDK that writes says it: its placeholder for "one more", or for the server's time, which begins a new window. */
export type BudgetStep = { increment: unknown } | { timestamp: unknown };

/** What a step pays for; nothing for a change of the settings. */
export interface Purpose {
  /** The slot of the lease, and the room slot in it, that name the seat. */
  slot?: string;
  roomSlot?: string;
  /** The room and the seat in which the user types, as `{roomId}/{seat}`: a seat id alone could stand in several rooms. */
  seat?: string;
}

/** Where a budget is: when its window began, in milliseconds by the Realtime Database's clock, and how much of it is spent. */
export interface BudgetState {
  since: number;
  n: number;
}

/** Reads one kind of a user's budget; null if nothing was ever spent. */
export function readBudget(value: unknown): BudgetState | null {
  const { since, n } = fieldsOf(value);
  return typeof since === 'number' && typeof n === 'number' ? { since, n } : null;
}

/** One step of the budget, to be written together with what it pays for. Relative to the root. */
export function spending(uid: string, kind: BudgetKind, step: BudgetStep, purpose: Purpose = {}): MultiPathUpdate {
  const path = `${budgetPath(uid)}/${kind}`;
  const { slot = null, roomSlot = null, seat = null } = purpose;
  return {
    ...('increment' in step
      ? { [`${path}/n`]: step.increment }
      : { [`${path}/since`]: step.timestamp, [`${path}/n`]: 1 }),
    ...(kind === 'typing' ? { [`${path}/seat`]: seat } : { [`${path}/slot`]: slot, [`${path}/room_slot`]: roomSlot }),
  };
}
