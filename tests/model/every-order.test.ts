import { expect, test } from 'vitest';
import type { Mishaps } from './circumstances.ts';
import { type Code, OURS } from './code.ts';
import { type Options, type SmallWorld, type Walk, walk } from './every-order.ts';
import { type Deed, deeds } from './life.ts';
import {
  alwaysGuarded,
  endsRight,
  endsWithLastSeen,
  neverGoesBack,
  neverHasty,
  nothingHiddenShows,
} from './properties.ts';
import * as wrong from './wrong-code.ts';

/*
 * Every order of a small world. The larger worlds take minutes, so they run only with MODEL_RUNS: `MODEL_RUNS=100000 npm test -- model`.
 */

const isLong = process.env.MODEL_RUNS !== undefined;

const NONE: Mishaps = { crashes: 0, duplicates: 0, losses: 0, refusals: 0 };

const LOSS: SmallWorld = { ...of('documented client goes'), begins: 'documented', handlers: 1 };

test('the reduced walk finds the same ends as every order of the smallest worlds', async () => {
  await expectSameReduced('2 events, 2 handlers', of('connects', 'leaves'));
  await expectSameReduced('1 event, 1 handler, a tick', LOSS);
});

test.runIf(isLong)('the reduced walk finds the same ends as every order, with a crash', async () => {
  await expectSameReduced('1 event, 1 handler, a tick, 1 crash', { ...LOSS, ...once('crashes') });
});

test.for<[what: string, world: SmallWorld]>([
  ['3 events, 2 handlers, 1 crash', { ...of('connects', 'leaves', 'connects'), ...once('crashes') }],
  ['2 events, 2 handlers, a tick, 1 crash', { ...of('connects', 'loses'), ...once('crashes') }],
  ['3 events, 2 handlers with a known version', { ...of('connects', 'leaves', 'connects'), recalls: () => 2 }],
  ['2 events, 2 handlers, a tick, an interval', { ...of('connects', 'loses'), intervalMs: 10 }],
  ['2 events, 2 handlers, a tick, last seen hidden', { ...of('connects', 'loses'), begins: 'hidden' }],
  ['2 events of a documentation-style client', of('documented client comes', 'documented client goes')],
])('the document is correct in the end, in every order of a small world: %s', async ([what, world]) => {
  await walkAndPrint(what, OURS, world);
});

test.runIf(isLong).for<[what: string, world: SmallWorld]>([
  ['3 events, 2 handlers, a tick', of('connects', 'loses', 'connects')],
  ['2 events, 2 handlers, a tick, 1 duplicate', { ...of('connects', 'loses'), ...once('duplicates') }],
  ['2 events, 2 handlers, a tick, 1 lost task', { ...of('connects', 'loses'), ...once('losses') }],
  ['2 events, 2 handlers, a tick, 1 refusal', { ...of('connects', 'loses'), ...once('refusals') }],
  ['3 events, 2 handlers, a tick, invisible', of('connects', 'loses', 'turns invisible')],
  ['3 events, 2 handlers, a tick, a custom status', of('connects', 'loses', 'sets a status')],
])('the document is correct in the end, in every order of a larger world: %s', async ([what, world]) => {
  await walkAndPrint(what, OURS, world);
});

test.for<[what: string, code: Code, world: SmallWorld]>([
  ['documented', wrong.documented, of('documented client comes', 'documented client goes')],
  ['readsOnce', wrong.readsOnce, of('connects', 'leaves', 'connects')],
  ['replacesNewerVersion', wrong.replacesNewerVersion, of('connects', 'leaves', 'connects')],
  ['trustsMemory', wrong.trustsMemory, { ...of('connects', 'leaves', 'connects'), recalls: () => 2 }],
  ['ignoresCreationAndDeletion', wrong.ignoresCreationAndDeletion, of('connects')],
  ['dropsStaleEvents', wrong.dropsStaleEvents, { ...of('connects', 'leaves', 'connects'), ...once('crashes') }],
  ['keepsMarkUnchanged', wrong.keepsMarkUnchanged, { ...of('connects', 'loses'), begins: 'hidden' }],
  ['writesNoMarkForLoss', wrong.writesNoMarkForLoss, { ...of('connects', 'loses'), begins: 'hidden' }],
  ['deletesAnyMark', wrong.deletesAnyMark, of('connects', 'loses', 'connects', 'loses')],
  ['trustsMark', wrong.trustsMark, of('connects', 'loses', 'stamps late', 'connects', 'loses')],
])('the reduced walk finds the fault of the wrong code %s', async ([, code, world]) => {
  const failure: unknown = await walk(code, world, HOW).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'AssertionError' });
});

const HOW: Options = {
  reduced: true,
  holds: [neverGoesBack, neverHasty, alwaysGuarded, nothingHiddenShows],
  ends: [endsRight, endsWithLastSeen],
};

function of(...kinds: Deed['kind'][]): SmallWorld {
  return { life: deeds(...kinds), graceMs: 30, intervalMs: 0, handlers: 2, ticks: 1, mishaps: NONE };
}

function once(mishap: keyof Mishaps): Pick<SmallWorld, 'mishaps'> {
  return { mishaps: { ...NONE, [mishap]: 1 } };
}

async function expectSameReduced(what: string, world: SmallWorld): Promise<void> {
  const every = await walkAndPrint(what, OURS, world, false);
  const reduced = await walkAndPrint(what, OURS, world, true);
  expect(reduced.ends).toEqual(every.ends);
}

async function walkAndPrint(what: string, code: Code, world: SmallWorld, reduced = true): Promise<Walk> {
  const result = await walk(code, world, { ...HOW, reduced });
  const { orders, situations } = result;
  const found = reduced ? `${situations.toLocaleString('en')} situations` : `${orders.toLocaleString('en')} orders`;
  console.log(`every order: ${found} of ${what}`);
  return result;
}
