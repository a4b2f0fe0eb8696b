import type { Figure } from '../figure.ts';
import { inWords } from '../figures.ts';
import {
  AS_SHIPPED,
  type Bill,
  billOf,
  type Choices,
  cheapestChoices,
  knownBefore,
  quantitiesOf,
  withoutFree,
  workOf,
} from './bill.ts';
import { spreadContactsBytes } from './database-bytes.ts';
import { DEFAULT, functionTime, type Runs, type Size, SMALL } from './function-time.ts';
import type { Month } from './month.ts';
import { PEERS } from './peers.ts';
import { priceOf } from './price-of.ts';
import { PRICES } from './prices.ts';
import {
  type App,
  type EventCosts,
  SECONDS_PER_MONTH,
  TARGETS,
  type Target,
  ticksOf,
  type Usage,
  usageOf,
} from './usage.ts';

/** The target of the watchers, in the words of the tables. */
export const TARGET_NAMES: Readonly<Record<Target, string>> = {
  firestore: 'ours, Firestore',
  database: 'ours, Realtime Database',
  both: 'ours, both',
};

/** The system of the figures that are the same for each target. */
export const LOAD = 'load';

export const TOTAL = '$ together';
/** The bill counts the contacts of a user in the user's own instance. */
export const SPREAD = '$ with contacts spread over the instances';

/** With {@link cheapestChoices}. */
export const CHEAPEST = '$ with the two settings';
export const CHEAPEST_AFTER_FREE = '$ with them, after the free quotas';
export const AFTER_FREE = '$ after the free quotas';
/** Each client watches only those of its contacts who are online. */
export const ONLINE_CONTACTS = '$ with a watch of the online contacts alone';
export const ONLINE_CONTACTS_CHEAPEST = '$ with that and the two settings';
export const KNOWN_BEFORE = '$ of what the bill of version 0.1 contained';

type FigureOf = (system: string, metric: string, unit: string, value: number) => Figure;

/** Calculates a month of an app: its load, our bill for each target, and the bills of the peers. */
export function figuresOf(app: App, costs: EventCosts, event: string = `${inWords(app.users)} users`): Figure[] {
  const usage = usageOf(app, costs);
  const figure: FigureOf = (system, metric, unit, value) => ({ bench: 'simulate', event, system, metric, unit, value });
  const months = TARGETS.map((target): Month => ({ app, costs, usage, target }));
  return [
    ...loadFigures(usage, figure),
    ...months.slice(0, 1).flatMap((month) => sizeFigures(month, figure)),
    ...months.flatMap((month) => billFigures(month, figure)),
    ...PEERS.map(({ name, bill }) => figure(name, TOTAL, '$', cents(bill(usage, app)))),
  ];
}

function loadFigures(usage: Usage, figure: FigureOf): Figure[] {
  const rows: [metric: string, unit: string, value: number][] = [
    ['connections at the peak', 'connections', usage.peakConnections],
    ['RTDB writes a second at the peak', 'writes', usage.peakWritesPerSecond],
    ['RTDB instances', 'instances', usage.instances],
    ['RTDB writes, millions', 'millions', usage.databaseWrites / 1e6],
    ['status writes, millions', 'millions', usage.statusWrites / 1e6],
    ['status writes a second at the peak', 'writes', usage.peakStatusWritesPerSecond],
    ['ticks, millions', 'millions', ticksOf(usage, 'firestore').count / 1e6],
  ];
  return rows.map(([metric, unit, value]) => figure(LOAD, metric, unit, tenths(value)));
}

function billFigures(month: Month, figure: FigureOf): Figure[] {
  const quantities = quantitiesOf(month);
  const bill = billOf(quantities);
  const cheapest = quantitiesOf(month, cheapestChoices(month));
  const old = billOf(knownBefore(quantities)).total;
  const rows: [metric: string, unit: string, value: number][] = [
    ['RTDB GB down', 'GB', quantities.databaseDown / PRICES.databaseDown.units],
    ['Firestore reads, millions', 'millions', quantities.firestoreReads / 1e6],
    ['Firestore writes, millions', 'millions', quantities.firestoreWrites / 1e6],
    ['function calls, millions', 'millions', quantities.functionCalls / 1e6],
    ['operations of Cloud Tasks, millions', 'millions', quantities.taskOperations / 1e6],
    ['GB of logs', 'GB', quantities.logs / 1e9],
    ...dollarRows(bill),
    [TOTAL, '$', bill.total],
    [AFTER_FREE, '$', billOf(withoutFree(quantities)).total],
    [CHEAPEST, '$', billOf(cheapest).total],
    [CHEAPEST_AFTER_FREE, '$', billOf(withoutFree(cheapest)).total],
    ...(month.target === 'firestore' ? onlineContactsRows(month) : [spreadRow(month, bill)]),
    [KNOWN_BEFORE, '$', old],
  ];
  return rows.map(([metric, unit, value]) =>
    figure(TARGET_NAMES[month.target], metric, unit, unit === '$' ? cents(value) : tenths(value)),
  );
}

function onlineContactsRows(month: Month): [string, string, number][] {
  const total = (choices: Choices): number => billOf(quantitiesOf(month, { ...choices, onlineContacts: true })).total;
  return [
    [ONLINE_CONTACTS, '$', total(AS_SHIPPED)],
    [ONLINE_CONTACTS_CHEAPEST, '$', total(cheapestChoices(month))],
  ];
}

function spreadRow(month: Month, { total }: Bill): [string, string, number] {
  return [SPREAD, '$', total + priceOf('databaseDown', spreadContactsBytes(month))];
}

function dollarRows({ database, firestore, functions, logs }: Bill): [string, string, number][] {
  return [
    ['$ Realtime Database', '$', database],
    ['$ Firestore', '$', firestore],
    ['$ functions and tasks', '$', functions],
    ['$ logs', '$', logs],
  ];
}

export const SIZES = 'sizes';

/** What the time of the functions costs with another size of their instances. */
function sizeFigures(month: Month, figure: FigureOf): Figure[] {
  const { events, ticks } = workOf(month);
  const cost = (runs: Runs, size: Size): number => {
    const { billedSeconds } = functionTime({ ...runs, size });
    const { functionProcessor, functionMemory } = PRICES;
    return billedSeconds * (size.processors * functionProcessor.dollars + size.gibibytes * functionMemory.dollars);
  };
  return [
    figure(SIZES, '$ events, 1 vCPU for 80 runs', '$', cents(cost(events, DEFAULT))),
    figure(SIZES, '$ events, 1/6 vCPU for one run', '$', cents(cost(events, SMALL))),
    figure(SIZES, '$ ticks, 1/6 vCPU for one run', '$', cents(cost(ticks, SMALL))),
    figure(SIZES, '$ ticks, 1 vCPU for 80 runs', '$', cents(cost(ticks, DEFAULT))),
    figure(SIZES, TICKS_AT_ONCE, 'ticks', tenths(ticksAtOnce(month))),
  ];
}

const TICKS_AT_ONCE = 'ticks side by side at the peak';

/** At the peak, each instance has a tick in each second, and more users in it. */
function ticksAtOnce(month: Month): number {
  const { usage, app } = month;
  const { ticks } = workOf({ ...month, usage: { ...usage, sessions: usage.sessions * app.peak } });
  const perSecond = ticks.count / SECONDS_PER_MONTH;
  return perSecond * (ticks.waitSeconds + ticks.processorSeconds / ticks.size.processors);
}

const cents = (value: number): number => Math.round(value * 100) / 100;
const tenths = (value: number): number => Math.round(value * 10) / 10;
