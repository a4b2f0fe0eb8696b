import { parseArgs } from 'node:util';
import { type App, TARGETS, type Target, TYPICAL } from './usage.ts';

/** What the command line of `npm run simulate` asks for. */
export interface Options {
  readonly app: App;
  /** The targets whose bills are shown. */
  readonly targets: readonly Target[];
  readonly help: boolean;
}

/** The command line is wrong. The message says what is right. */
export class OptionError extends Error {}

const NUMBERS = {
  users: ['users', 'how many users come on a day'],
  sessions: ['sessionsPerDay', 'sessions of a user on a day'],
  minutes: ['sessionMinutes', 'minutes of a session'],
  contacts: ['contacts', 'how many users each user watches'],
  lists: ['listsPerSession', 'lists of who is online that a session opens'],
  renewal: ['renewalSeconds', 'seconds between two renewals of a lease'],
  peak: ['peak', 'users in the busiest hour, divided by the average'],
} as const satisfies Record<string, readonly [keyof App, string]>;

export const USAGE = [
  'npm run simulate -- [options]',
  '',
  'Calculates what a month of an app costs, from the last counts of bench/cost and from list prices.',
  '',
  ...Object.entries(NUMBERS).map(
    ([name, [key, what]]) => `  ${`--${name} <number>`.padEnd(21)}${what} (${TYPICAL[key]})`,
  ),
  `  ${'--target <name>'.padEnd(21)}${TARGETS.join(', ')}: where the watchers listen (all of them)`,
  `  ${'--help'.padEnd(21)}this text`,
].join('\n');

/** @throws OptionError */
export function optionsIn(args: readonly string[]): Options {
  const { target, help, ...values } = parse(args);
  const number = (name: keyof typeof NUMBERS): number => {
    const value = values[name];
    if (value === undefined) return TYPICAL[NUMBERS[name][0]];
    const least = name === 'contacts' || name === 'lists' ? 0 : Number.MIN_VALUE;
    if (value.trim() !== '' && Number(value) >= least && Number.isFinite(Number(value))) return Number(value);
    throw new OptionError(`--${name} is '${value}'. Write a number above 0.\n\n${USAGE}`);
  };
  return {
    app: {
      users: number('users'),
      sessionsPerDay: number('sessions'),
      sessionMinutes: number('minutes'),
      contacts: number('contacts'),
      listsPerSession: number('lists'),
      renewalSeconds: number('renewal'),
      peak: number('peak'),
    },
    targets: target === undefined ? TARGETS : [targetIn(target)],
    help: help === true,
  };
}

function targetIn(name: string): Target {
  const target = TARGETS.find((one) => one === name);
  if (target !== undefined) return target;
  throw new OptionError(`--target is '${name}'. Choose ${TARGETS.join(', ')}.\n\n${USAGE}`);
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        users: text,
        sessions: text,
        minutes: text,
        contacts: text,
        lists: text,
        renewal: text,
        peak: text,
        target: text,
        help: { type: 'boolean' },
      },
    });
    return values;
  } catch (error) {
    throw new OptionError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}
