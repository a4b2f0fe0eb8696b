import { parseArgs } from 'node:util';
import { countedCosts } from './simulate/counted.ts';
import { simulationTable } from './simulate/part.ts';
import { figuresOf } from './simulate/simulation.ts';
import { TYPICAL } from './simulate/usage.ts';

// `npm run simulate -- --users 50000 --sessions 3`: calculates a month of an app from the counts of bench/cost and from list prices.

const option = (value: number) => ({ type: 'string', default: String(value) }) as const;
const { values } = parseArgs({
  options: {
    users: option(TYPICAL.users),
    sessions: option(TYPICAL.sessionsPerDay),
    minutes: option(TYPICAL.sessionMinutes),
    contacts: option(TYPICAL.contacts),
    renewal: option(TYPICAL.renewalSeconds),
    peak: option(TYPICAL.peak),
  },
});

const app = {
  users: Number(values.users),
  sessionsPerDay: Number(values.sessions),
  sessionMinutes: Number(values.minutes),
  contacts: Number(values.contacts),
  renewalSeconds: Number(values.renewal),
  peak: Number(values.peak),
};
console.log(simulationTable(figuresOf(app, countedCosts())));
