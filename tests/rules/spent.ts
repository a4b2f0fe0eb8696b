import { BUDGETS, type BudgetKind, type BudgetStep, budgetPath } from '@firebase-presence/contract';
import { increment } from 'firebase/database';
import { ago, NOW, OLD, type Values } from './status-node.ts';

/** One more budget step in the current window. */
export const MORE: BudgetStep = { increment: increment(1) };

/** The first budget step of a new window. */
export const ANEW: BudgetStep = { timestamp: NOW };

/** A window that began a second ago, with `n` steps. */
export function spent(kind: BudgetKind, n: number, more: Values = {}): Values {
  return { [`${budgetPath('alice')}/${kind}`]: { since: ago(1000), n, ...more } };
}

/** A window that is over. Default: with all its steps taken. */
export function over(kind: BudgetKind, n: number = BUDGETS[kind].limit): Values {
  return { [`${budgetPath('alice')}/${kind}`]: { since: OLD, n } };
}

/** A current window with all its steps taken. */
export function exhausted(kind: BudgetKind): Values {
  return spent(kind, BUDGETS[kind].limit);
}
