import { BUDGETS, type BudgetKind, type BudgetStep, budgetPath } from '@firebase-presence/contract';
import { increment } from 'firebase/database';
import { ago, NOW, OLD, type Values } from './status-node.ts';

/** One more change in the window that has begun. */
export const MORE: BudgetStep = { increment: increment(1) };

/** A new window. */
export const ANEW: BudgetStep = { timestamp: NOW };

/** A window that began a moment ago, with that many steps. */
export function spent(kind: BudgetKind, n: number, more: Values = {}): Values {
  return { [`${budgetPath('alice')}/${kind}`]: { since: ago(1000), n, ...more } };
}

/** A window that is over, however many steps it has. */
export function over(kind: BudgetKind, n: number = BUDGETS[kind].limit): Values {
  return { [`${budgetPath('alice')}/${kind}`]: { since: OLD, n } };
}

/** A window in which nothing is left. */
export function exhausted(kind: BudgetKind): Values {
  return spent(kind, BUDGETS[kind].limit);
}
