import { BUDGETS, type BudgetKind, budgetPath, budgetUpdate } from '@firebase-presence/contract';
import { increment } from 'firebase/database';
import { type DatabaseRequest, reads, removes, sets, writes } from './database-request.ts';
import { ANEW, exhausted, MORE, over, spent } from './spent.ts';
import { ago, NOW, OLD, type Values } from './status-node.ts';

/*
 * /presence/budget/{uid}: how often a user may change settings and rooms, and type.
 */

const PURPOSE = { slot: '1f', roomSlot: 'b', seat: 'lobby/seat' };
const KINDS: BudgetKind[] = ['changes', 'typing'];
const steps = (kind: BudgetKind, step = MORE) => writes(budgetUpdate('alice', kind, step, PURPOSE));

export const budgetsAllowed: DatabaseRequest[] = [
  ...KINDS.flatMap((kind): DatabaseRequest[] => {
    const { limit, windowMs } = BUDGETS[kind];
    return [
      { title: `a user takes the first step of ${kind}`, ...steps(kind, ANEW) },
      { title: `a user takes the last step of ${kind}`, stands: spent(kind, limit - 1), ...steps(kind) },
      { title: `a user begins a new window of ${kind}`, stands: over(kind), ...steps(kind, ANEW) },
      { title: `a user takes a step of ${kind} in an old window`, stands: over(kind, 1), ...steps(kind) },
      {
        title: `a user begins a new window of ${kind} as soon as the old one is over`,
        stands: { [`${budgetPath('alice')}/${kind}`]: { since: ago(windowMs), n: limit } },
        ...steps(kind, ANEW),
      },
    ];
  }),
  { title: 'a user takes a step of changes for no seat', ...writes(budgetUpdate('alice', 'changes', ANEW)) },
  { title: 'a user reads their own budget', stands: spent('changes', 1), ...reads(budgetPath('alice')) },
  {
    title: 'somebody with the uid of a deleted account has a budget',
    stands: { 'presence/forgotten/alice': -1 },
    asks: async (db) => {
      for (const kind of KINDS) await db.ref().update(budgetUpdate('alice', kind, ANEW, PURPOSE));
    },
  },
];

export const budgetsRefused: DatabaseRequest[] = [
  ...KINDS.flatMap(refusedOf),
  { title: 'nobody removes the budget', stands: spent('changes', 1), ...removes(budgetPath('alice')) },
  { title: 'nobody replaces the budget', ...sets({ changes: { since: NOW, n: 1 } }, budgetPath('alice')) },
  { title: 'nobody has an unknown budget', ...sets({ since: NOW, n: 1 }, `${budgetPath('alice')}/unknown`) },
  { title: 'nobody lists budgets', ...reads('presence/budget') },
  ...['20', '0g', '0', 5].map((slot) => ({
    title: `nobody takes a step for slot ${slot}`,
    ...writes({ ...budgetUpdate('alice', 'changes', ANEW, PURPOSE), [`${budgetPath('alice')}/changes/slot`]: slot }),
  })),
  ...['c', '10', '', 5].map((slot) => ({
    title: `nobody takes a step for room slot "${slot}"`,
    ...writes({
      ...budgetUpdate('alice', 'changes', ANEW, PURPOSE),
      [`${budgetPath('alice')}/changes/room_slot`]: slot,
    }),
  })),
  { title: 'nobody types in no seat', ...writes(budgetUpdate('alice', 'typing', ANEW)) },
  {
    title: 'nobody types in an endless seat',
    ...writes(budgetUpdate('alice', 'typing', ANEW, { seat: 'x'.repeat(150) })),
  },
];

function refusedOf(kind: BudgetKind): DatabaseRequest[] {
  const path = `${budgetPath('alice')}/${kind}`;
  const { limit, windowMs } = BUDGETS[kind];
  const first: Values = { since: NOW, n: 1, ...(kind === 'typing' && { seat: 'lobby/seat' }) };
  const stands = spent(kind, 5, kind === 'typing' ? { seat: 'lobby/seat' } : {});
  return [
    { title: `nobody takes a step of ${kind} without a window`, ...steps(kind) },
    { title: `nobody begins a window of ${kind} with two steps`, ...sets({ ...first, n: 2 }, path) },
    { title: `nobody begins a window of ${kind} with less than a step`, ...sets({ ...first, n: -100 }, path) },
    { title: `nobody begins a window of ${kind} in the past`, ...sets({ ...first, since: OLD }, path) },
    {
      title: `nobody begins a window of ${kind} in the future`,
      ...sets({ ...first, since: Date.now() + windowMs }, path),
    },
    { title: `nobody takes two steps of ${kind} at once`, stands, ...sets(increment(2), `${path}/n`) },
    { title: `nobody takes half a step of ${kind}`, stands, ...sets(increment(0.5), `${path}/n`) },
    { title: `nobody takes a step of ${kind} back`, stands, ...sets(increment(-1), `${path}/n`) },
    { title: `nobody takes more than ${limit} steps of ${kind}`, stands: exhausted(kind), ...steps(kind) },
    { title: `nobody begins a new window of ${kind} too early`, stands: exhausted(kind), ...steps(kind, ANEW) },
    {
      title: `nobody begins a new window of ${kind} a moment too early`,
      stands: { [path]: { since: ago(windowMs - 20_000), n: limit } },
      ...steps(kind, ANEW),
    },
    { title: `nobody moves the window of ${kind}`, stands, ...writes({ [`${path}/since`]: OLD, [`${path}/n`]: 6 }) },
    {
      title: `nobody begins a new window of ${kind} and counts on`,
      stands: over(kind, 5),
      ...writes({ [`${path}/since`]: NOW, [`${path}/n`]: increment(1) }),
    },
    { title: `nobody names another purpose of ${kind} without a step`, stands, ...renames(kind, path) },
    { title: `nobody removes the budget of ${kind}`, stands, ...removes(path) },
    { title: `nobody removes the count of ${kind}`, stands, ...removes(`${path}/n`) },
    { title: `nobody removes the window of ${kind}`, stands, ...removes(`${path}/since`) },
    { title: `nobody adds an unknown key to ${kind}`, ...sets({ ...first, more: 1 }, path) },
    { title: `nobody takes a step of ${kind} for another`, as: 'bob', ...steps(kind, ANEW) },
    { title: `nobody takes a step of ${kind} while signed out`, as: null, ...steps(kind, ANEW) },
    { title: `nobody reads the ${kind} of another`, as: 'bob', stands, ...reads(path) },
    {
      title: `a device of a deleted account takes no step of ${kind}`,
      stands: { 'presence/forgotten/alice': OLD },
      ...steps(kind, ANEW),
    },
  ];
}

function renames(kind: BudgetKind, path: string): Pick<DatabaseRequest, 'asks'> {
  return kind === 'typing' ? sets('lobby/other', `${path}/seat`) : sets('01', `${path}/slot`);
}
