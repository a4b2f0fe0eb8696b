import { BUDGETS } from '../../contract/index.ts';
import type { Attacker } from './attacker.ts';
import type { Ground } from './ground.ts';

/** One kind of write that an account may make, as often as it can. */
export interface Effect {
  title: string;
  /** How many writes are tried. */
  tries: number;
  /** Before the clock starts. */
  prepares?(attacker: Attacker, ground: Ground): Promise<unknown>;
  /** One write, or a pair of writes. Counts how many were accepted. */
  writes(attacker: Attacker, index: number): Promise<boolean[]>;
  /** The most that may be accepted in one window of the budget; without it, nothing in the rules limits how often. */
  mostAccepted?: number;
  /** No limit of runs holds: the rules cannot tell these writes from those of a documentation-style client. */
  startsFunctionsWithoutLimit?: boolean;
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

export const EFFECTS: Effect[] = [
  {
    title: 'stamps its node after its connection was lost',
    tries: 1500,
    prepares: (attacker) => attacker.announces().then(() => attacker.isLost()),
    writes: (attacker) => both(attacker.stamps()),
    startsFunctionsWithoutLimit: true,
  },
  {
    title: 'flips its flat record between online and offline',
    tries: 400,
    writes: (attacker) => both(attacker.flatState('online'), attacker.flatState('offline')),
    startsFunctionsWithoutLimit: true,
  },
  {
    title: 'announces a connection and leaves',
    tries: 400,
    writes: (attacker) => both(attacker.announces(), attacker.departs()),
    startsFunctionsWithoutLimit: true,
  },
  {
    title: 'turns away from its device and back',
    tries: 400,
    prepares: (attacker) => attacker.announces(),
    writes: (attacker) => both(attacker.turns(true), attacker.turns(false)),
    startsFunctionsWithoutLimit: true,
  },
  {
    title: 'changes its custom status',
    tries: 700,
    prepares: (attacker) => attacker.announces(),
    writes: (attacker, index) => both(attacker.customStatus(`Status ${index}`)),
    mostAccepted: changes.limit,
  },
  {
    title: 'turns invisible and visible',
    tries: 700,
    prepares: (attacker) => attacker.announces(),
    writes: (attacker) => both(attacker.availability('invisible'), attacker.availability('available')),
    // Turning invisible is free, and possible only after turning visible.
    mostAccepted: 2 * changes.limit + 1,
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
    mostAccepted: 2 * changes.limit,
  },
  {
    title: 'changes its data in a room',
    tries: 700,
    prepares: isInRoom,
    writes: (attacker, index) => both(attacker.memberData(seatOf(attacker), String(index))),
    // Joining took one.
    mostAccepted: changes.limit - 1,
  },
  {
    title: 'writes typing marks',
    tries: 700,
    prepares: isInRoom,
    writes: (attacker) => both(attacker.types(seatOf(attacker))),
    mostAccepted: typing.limit,
  },
  {
    title: 'renews its lease',
    tries: 1500,
    prepares: (attacker) => attacker.announces(),
    writes: (attacker) => both(attacker.renews()),
  },
];
