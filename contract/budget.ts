import { fieldsOf } from './fields.ts';
import type { MultiPathUpdate } from './multi-path-update.ts';
import { budgetPath } from './paths.ts';

/*
 * The budget: how often one user may start a function or send data to all watchers.
 *
 *   /presence/budget/{uid}/{kind}: { since, n, slot?, room_slot?, seat? }
 *
 *   since                   when the window began
 *   n                       how many changes the user made in it
 *   slot, room_slot, seat   the purpose of the latest step, so that one step pays for only one seat
 *
 * Each such write contains a step of the budget: it adds one to `n`, or begins a new window after the old one. The rules refuse a write
 * without a step. No client can delete a budget. A documentation-style client writes only to /status, which has no budget.
 */

/** The kinds of budget: `changes` of settings, rooms and member data, and `typing`. */
export type BudgetKind = 'changes' | 'typing';

/** How many changes a window allows, and its length in milliseconds. The rules contain the same numbers. */
export const BUDGETS: Readonly<Record<BudgetKind, { limit: number; windowMs: number }>> = {
  changes: { limit: 300, windowMs: 600_000 },
  typing: { limit: 60, windowMs: 60_000 },
};

/**
 * One step, as a placeholder of the SDK that writes it: `increment` adds one; `timestamp` is the database's time and begins a new
 * window.
 */
export type BudgetStep = { increment: unknown } | { timestamp: unknown };

/** What a step pays for; empty for a change of the settings. */
export interface BudgetPurpose {
  /** The slot of the lease and its room slot, which name the seat. */
  slot?: string;
  roomSlot?: string;
  /** The room and the seat in which the user types, as `{roomId}/{seat}`: one seat id could exist in several rooms. */
  seat?: string;
}

/** The state of a budget: when its window began, in milliseconds by the Realtime Database's clock, and how many changes are used. */
export interface BudgetState {
  since: number;
  n: number;
}

/** Reads one kind of a user's budget; null if the user has used none of it. */
export function readBudget(value: unknown): BudgetState | null {
  const { since, n } = fieldsOf(value);
  return typeof since === 'number' && typeof n === 'number' ? { since, n } : null;
}

/** The update for one step of the budget. Write it together with the change that it pays for. */
export function budgetUpdate(
  uid: string,
  kind: BudgetKind,
  step: BudgetStep,
  purpose: BudgetPurpose = {},
): MultiPathUpdate {
  const path = `${budgetPath(uid)}/${kind}`;
  const { slot = null, roomSlot = null, seat = null } = purpose;
  return {
    ...('increment' in step
      ? { [`${path}/n`]: step.increment }
      : { [`${path}/since`]: step.timestamp, [`${path}/n`]: 1 }),
    ...(kind === 'typing' ? { [`${path}/seat`]: seat } : { [`${path}/slot`]: slot, [`${path}/room_slot`]: roomSlot }),
  };
}
