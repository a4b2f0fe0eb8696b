import { BUDGETS, type BudgetKind, budgetPath, budgetUpdate } from '@firebase-presence/contract';
import { increment } from 'firebase/database';
import { type DatabaseRequest, reads, removes, sets, writes } from './database-request.ts';
import { ANEW, exhausted, MORE, over, spent } from './spent.ts';
import { ago, NOW, OLD, type Values } from './status-node.ts';

/*
 * /presence/budget/{uid}: how often a user may change settings and rooms, and may type.
 */

const PURPOSE = { slot: '1f', roomSlot: 'b', seat: 'lobby/seat' };
const KINDS: BudgetKind[] = ['changes', 'typing'];
const steps = (kind: BudgetKind, step = MORE) => writes(budgetUpdate('alice', kind, step, PURPOSE));

export const budgetsAllowed: DatabaseRequest[] = [
  ...KINDS.flatMap((kind): DatabaseRequest[] => {
    const { limit, windowMs } = BUDGETS[kind];
    return [
      { title: `a user takes the first step of ${kind}`, ...steps(kind, ANEW) },
      { title: `a user takes the last step of ${kind}`, initial: spent(kind, limit - 1), ...steps(kind) },
      { title: `a user begins a new window of ${kind}`, initial: over(kind), ...steps(kind, ANEW) },
      { title: `a user takes a step of ${kind} in an old window`, initial: over(kind, 1), ...steps(kind) },
      {
        title: `a user begins a new window of ${kind} as soon as the old one is over`,
        initial: { [`${budgetPath('alice')}/${kind}`]: { since: ago(windowMs), n: limit } },
        ...steps(kind, ANEW),
      },
    ];
  }),
  { title: 'a user takes a step of changes without naming a seat', ...writes(budgetUpdate('alice', 'changes', ANEW)) },
  { title: 'a user reads their own budget', initial: spent('changes', 1), ...reads(budgetPath('alice')) },
  {
    title: 'a new account with the uid of a deleted one has a budget',
    initial: { 'presence/forgotten/alice': -1 },
    asks: async (db) => {
      for (const kind of KINDS) await db.ref().update(budgetUpdate('alice', kind, ANEW, PURPOSE));
    },
  },
];

export const budgetsRefused: DatabaseRequest[] = [
  ...KINDS.flatMap(refusedOf),
  { title: 'a user cannot remove the budget', initial: spent('changes', 1), ...removes(budgetPath('alice')) },
  { title: 'a user cannot replace the budget', ...sets({ changes: { since: NOW, n: 1 } }, budgetPath('alice')) },
  {
    title: 'a user cannot create a budget with another name',
    ...sets({ since: NOW, n: 1 }, `${budgetPath('alice')}/unknown`),
  },
  { title: 'a user cannot list budgets', ...reads('presence/budget') },
  ...['20', '0g', '0', 5].map((slot) => ({
    title: `a user cannot take a step for slot ${slot}`,
    ...writes({ ...budgetUpdate('alice', 'changes', ANEW, PURPOSE), [`${budgetPath('alice')}/changes/slot`]: slot }),
  })),
  ...['c', '10', '', 5].map((slot) => ({
    title: `a user cannot take a step for room slot "${slot}"`,
    ...writes({
      ...budgetUpdate('alice', 'changes', ANEW, PURPOSE),
      [`${budgetPath('alice')}/changes/room_slot`]: slot,
    }),
  })),
  {
    title: 'a user cannot take a step of typing without naming a seat',
    ...writes(budgetUpdate('alice', 'typing', ANEW)),
  },
  {
    title: 'a user cannot take a step of typing for a name of 150 characters',
    ...writes(budgetUpdate('alice', 'typing', ANEW, { seat: 'x'.repeat(150) })),
  },
];

function refusedOf(kind: BudgetKind): DatabaseRequest[] {
  const path = `${budgetPath('alice')}/${kind}`;
  const { limit, windowMs } = BUDGETS[kind];
  const first: Values = { since: NOW, n: 1, ...(kind === 'typing' && { seat: 'lobby/seat' }) };
  const initial = spent(kind, 5, kind === 'typing' ? { seat: 'lobby/seat' } : {});
  return [
    { title: `a user cannot take a step of ${kind} without a window`, ...steps(kind) },
    { title: `a user cannot begin a window of ${kind} with two steps`, ...sets({ ...first, n: 2 }, path) },
    { title: `a user cannot begin a window of ${kind} with less than a step`, ...sets({ ...first, n: -100 }, path) },
    { title: `a user cannot begin a window of ${kind} in the past`, ...sets({ ...first, since: OLD }, path) },
    {
      title: `a user cannot begin a window of ${kind} in the future`,
      ...sets({ ...first, since: Date.now() + windowMs }, path),
    },
    { title: `a user cannot take two steps of ${kind} at once`, initial, ...sets(increment(2), `${path}/n`) },
    { title: `a user cannot take half a step of ${kind}`, initial, ...sets(increment(0.5), `${path}/n`) },
    { title: `a user cannot take back a step of ${kind}`, initial, ...sets(increment(-1), `${path}/n`) },
    { title: `a user cannot take more than ${limit} steps of ${kind}`, initial: exhausted(kind), ...steps(kind) },
    { title: `a user cannot begin a new window of ${kind} too early`, initial: exhausted(kind), ...steps(kind, ANEW) },
    {
      title: `a user cannot begin a new window of ${kind} a moment too early`,
      initial: { [path]: { since: ago(windowMs - 20_000), n: limit } },
      ...steps(kind, ANEW),
    },
    {
      title: `a user cannot move the window of ${kind}`,
      initial,
      ...writes({ [`${path}/since`]: OLD, [`${path}/n`]: 6 }),
    },
    {
      title: `a user cannot begin a new window of ${kind} with the old count`,
      initial: over(kind, 5),
      ...writes({ [`${path}/since`]: NOW, [`${path}/n`]: increment(1) }),
    },
    { title: `a user cannot change the purpose of a step of ${kind} alone`, initial, ...renames(kind, path) },
    { title: `a user cannot remove the budget of ${kind}`, initial, ...removes(path) },
    { title: `a user cannot remove the count of ${kind}`, initial, ...removes(`${path}/n`) },
    { title: `a user cannot remove the window of ${kind}`, initial, ...removes(`${path}/since`) },
    { title: `a user cannot add an unknown key to ${kind}`, ...sets({ ...first, more: 1 }, path) },
    { title: `a user cannot take a step of ${kind} for another user`, as: 'bob', ...steps(kind, ANEW) },
    { title: `a signed-out client cannot take a step of ${kind}`, as: null, ...steps(kind, ANEW) },
    { title: `a user cannot read the ${kind} of another user`, as: 'bob', initial, ...reads(path) },
    {
      title: `a device of a deleted account cannot take a step of ${kind}`,
      initial: { 'presence/forgotten/alice': OLD },
      ...steps(kind, ANEW),
    },
  ];
}

function renames(kind: BudgetKind, path: string): Pick<DatabaseRequest, 'asks'> {
  return kind === 'typing' ? sets('lobby/other', `${path}/seat`) : sets('01', `${path}/slot`);
}
