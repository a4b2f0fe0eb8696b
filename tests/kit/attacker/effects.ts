import { BUDGETS, type BudgetKind } from '../../../contract/index.ts';
import type { Attacker } from './attacker.ts';

/** One kind of write that an account makes as often as it can. */
export interface Effect {
  title: string;
  /** How often the account tries to write. */
  tries: number;
  /** Runs before the measurement. */
  prepares?(attacker: Attacker): Promise<unknown>;
  /** Makes one write or a pair of writes. @returns for each write, whether the rules accepted it */
  writes(attacker: Attacker, index: number): Promise<boolean[]>;
  /** The budget that limits the writes, and how many of them fit into its window. Null: the rules do not limit the rate. */
  budget: { kind: BudgetKind; most: number } | null;
  /** How many functions each write runs. */
  runs: 0 | 1;
  /** How often the writes change the status document: at the pace of the interval, once because of a lost connection, or never. */
  changes: 'interval' | 'once' | 'never';
  /** What the watchers of a room receive for each write. */
  toRoom: 'seat' | 'typing' | null;
}

const both = (...writes: Promise<boolean>[]): Promise<boolean[]> => Promise.all(writes);
const { changes, typing } = BUDGETS;
const SEATS = new WeakMap<Attacker, ReturnType<Attacker['seatIn']>>();

function seatOf(attacker: Attacker): ReturnType<Attacker['seatIn']> {
  const seat = SEATS.get(attacker) ?? attacker.seatIn('lobby');
  SEATS.set(attacker, seat);
  return seat;
}

const isInRoom = async (attacker: Attacker): Promise<void> => {
  await attacker.announces();
  await attacker.joins(seatOf(attacker));
};

/** A documentation-style client writes to the same place, so the rules cannot limit how often. */
const IN_STATUS = { budget: null, runs: 1, toRoom: null } as const;

export const EFFECTS: Effect[] = [
  {
    title: 'stamps its node after its connection was lost',
    tries: 1500,
    prepares: (attacker) => attacker.announces().then(() => attacker.isLost()),
    writes: (attacker) => both(attacker.stamps()),
    ...IN_STATUS,
    changes: 'once',
  },
  {
    title: 'flips its flat record between online and offline',
    tries: 400,
    writes: (attacker) => both(attacker.flatState('online'), attacker.flatState('offline')),
    ...IN_STATUS,
    changes: 'interval',
  },
  {
    title: 'announces a connection and leaves',
    tries: 400,
    writes: (attacker) => both(attacker.announces(), attacker.departs()),
    ...IN_STATUS,
    changes: 'interval',
  },
  {
    title: 'becomes idle and active again',
    tries: 400,
    prepares: (attacker) => attacker.announces(),
    writes: (attacker) => both(attacker.turns(true), attacker.turns(false)),
    ...IN_STATUS,
    changes: 'interval',
  },
  {
    title: 'changes its custom status',
    tries: 700,
    prepares: (attacker) => attacker.announces(),
    writes: (attacker, index) => both(attacker.customStatus(`Status ${index}`)),
    budget: { kind: 'changes', most: changes.limit },
    runs: 1,
    changes: 'interval',
    toRoom: null,
  },
  {
    title: 'turns invisible and visible',
    tries: 700,
    prepares: (attacker) => attacker.announces(),
    writes: (attacker) => both(attacker.availability('invisible'), attacker.availability('available')),
    // Turning visible takes a budget step. Turning invisible takes none, but needs a visible user.
    budget: { kind: 'changes', most: 2 * changes.limit + 1 },
    runs: 1,
    changes: 'interval',
    toRoom: null,
  },
  {
    title: 'joins and leaves a room',
    tries: 700,
    prepares: (attacker) => attacker.announces(),
    writes: async (attacker) => {
      const seat = attacker.seatIn('lobby');
      const joined = await attacker.joins(seat);
      return joined ? [true, await attacker.leaves(seat)] : [false];
    },
    // Leaving takes no budget step.
    budget: { kind: 'changes', most: 2 * changes.limit },
    runs: 1,
    changes: 'never',
    toRoom: 'seat',
  },
  {
    title: 'changes its data in a room',
    tries: 700,
    prepares: isInRoom,
    writes: (attacker, index) => both(attacker.memberData(seatOf(attacker), String(index))),
    // Joining took one budget step.
    budget: { kind: 'changes', most: changes.limit - 1 },
    runs: 0,
    changes: 'never',
    toRoom: 'seat',
  },
  {
    title: 'writes typing marks',
    tries: 700,
    prepares: isInRoom,
    writes: (attacker) => both(attacker.types(seatOf(attacker))),
    budget: { kind: 'typing', most: typing.limit },
    runs: 0,
    changes: 'never',
    toRoom: 'typing',
  },
  {
    title: 'renews its lease',
    tries: 1500,
    prepares: (attacker) => attacker.announces(),
    writes: (attacker) => both(attacker.renews()),
    budget: null,
    runs: 0,
    changes: 'never',
    toRoom: null,
  },
];
