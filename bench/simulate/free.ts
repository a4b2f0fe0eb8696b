import type { Figure } from '../figure.ts';
import { inWords } from '../figures.ts';
import { billOf, quantitiesOf, withoutFree } from './bill.ts';
import { AFTER_FREE, TARGET_NAMES, TOTAL } from './simulation.ts';
import { type App, type EventCosts, TARGETS, type Target, TYPICAL, usageOf } from './usage.ts';

export const FREE_LIMIT = 'free';
export const USERS_WITHOUT_BILL = 'users a day without a bill';

/** A monthly user comes on so many days of thirty. */
const DAYS_OF_A_MONTHLY_USER = 10;

const HOBBIES: readonly [event: string, usersPerDay: number][] = [
  ...[100, 1000].map((users): [string, number] => [hobby(users, 'a month'), (users * DAYS_OF_A_MONTHLY_USER) / 30]),
  ...[100, 1000].map((users): [string, number] => [hobby(users, 'a day'), users]),
];

function hobby(users: number, period: string): string {
  return `${inWords(users)} users ${period}`;
}

export const HOBBY_EVENTS: readonly string[] = HOBBIES.map(([event]) => event);

/** What small apps pay, and how large an app can be that pays nothing. */
export function freeFigures(costs: EventCosts): Figure[] {
  const figure = (event: string, target: Target, metric: string, unit: string, value: number): Figure => ({
    bench: 'simulate',
    event,
    system: TARGET_NAMES[target],
    metric,
    unit,
    value,
  });
  return TARGETS.flatMap((target) => [
    ...HOBBIES.flatMap(([event, users]) => {
      const quantities = quantitiesFor({ ...TYPICAL, users }, costs, target);
      return [
        figure(event, target, TOTAL, '$', cents(billOf(quantities).total)),
        figure(event, target, AFTER_FREE, '$', cents(billOf(withoutFree(quantities)).total)),
      ];
    }),
    figure(FREE_LIMIT, target, USERS_WITHOUT_BILL, 'users', usersWithoutBill(costs, target)),
  ]);
}

function quantitiesFor(app: App, costs: EventCosts, target: Target) {
  return quantitiesOf({ app, costs, target, usage: usageOf(app, costs) });
}

/** The largest number of users a day, in hundreds, with a bill below half a cent. */
export function usersWithoutBill(costs: EventCosts, target: Target): number {
  const isFree = (users: number): boolean =>
    billOf(withoutFree(quantitiesFor({ ...TYPICAL, users }, costs, target))).total < 0.005;
  let users = 0;
  while (users < 1_000_000 && isFree(users + 100)) users += 100;
  return users;
}

const cents = (value: number): number => Math.round(value * 100) / 100;
