import type { AccountLimits } from './account-limits.ts';
import { fillingWrites, most } from './account-size.ts';
import { put } from './database-operation.ts';
import { NOW } from './examples.ts';

export const MEBIBYTE = 1_048_576;

/** Bytes of JSON in UTF-8, of each part of the data of one account. */
export interface AccountSizes {
  record: number;
  connections: number;
  leases: number;
  seats: number;
  typing: number;
  settings: number;
  budget: number;
  everything: number;
}

/** A time with as many digits as every time of the server until the year 2286. */
const TIME = 1_767_225_600_000;

/** The data after all writes that fill an account, with the highest counts of the budget. */
export function largestAccount(limits: AccountLimits, uid: string): unknown {
  const budget = ['presence', 'budget', uid];
  return [
    ...fillingWrites(limits, uid)
      .flatMap(Object.entries)
      .map(([path, value]): [string[], unknown] => [path.split('/'), stored(value)]),
    [[...budget, 'changes', 'since'], TIME] as const,
    [[...budget, 'changes', 'n'], most(limits.changes)] as const,
    [[...budget, 'typing', 'since'], TIME] as const,
    [[...budget, 'typing', 'n'], most(limits.typing)] as const,
  ].reduce<unknown>((tree, [path, value]) => put(tree, path, value), null);
}

/** Replaces the placeholder of the server's time, as the server does. */
function stored(value: unknown): unknown {
  if (value === NOW) return TIME;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, stored(child)]));
}

export function sizesOf(database: unknown, uid: string): AccountSizes {
  const node = below(database, ['status', uid]);
  const { connections, ...record } = Object(node);
  const presence = (name: string) => bytes(below(database, ['presence', name]));
  return {
    record: bytes(record),
    connections: bytes(connections),
    leases: presence('leases'),
    seats: presence('rooms'),
    typing: presence('typing'),
    settings: presence('settings'),
    budget: presence('budget'),
    everything: bytes(database),
  };
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function below(value: unknown, path: string[]): unknown {
  return path.reduce((at: unknown, key) => Object(at)[key], value);
}

/** The table of docs/5-rules-and-privacy.md. */
export function accountTable(limits: AccountLimits, sizes: AccountSizes): string {
  const { connections, roomsOfConnection } = limits;
  const seats = connections * roomsOfConnection;
  const rows: [string, string, number, string][] = [
    [
      'Connection records',
      `${connections}`,
      sizes.connections,
      '`.validate` of `status/$uid/connections/$connectionId`',
    ],
    [
      'Leases, with the names of the seats',
      `${connections}, with ${roomsOfConnection} room slots each`,
      sizes.leases,
      '`.write` of `presence/leases/$lease/id`; `.validate` of `rooms/$slot`',
    ],
    ['Seats in rooms', `${seats}`, sizes.seats, '`.write` and `.validate` of `presence/rooms/$roomId/$uid/$seat`'],
    ['Typing marks', `${seats}`, sizes.typing, '`.write` of `presence/rooms/…/$seat` and of `presence/typing/…/$seat`'],
    ['Settings', '1', sizes.settings, '`.validate` below `presence/settings/$uid`'],
    ['Budget', '2', sizes.budget, '`.validate` below `presence/budget/$uid`'],
    ['Flat record', '1', sizes.record, '`.validate` below `status/$uid`'],
  ];
  const all = `| Everything, with the names around it | | ${inDigits(sizes.everything)} | |`;
  return [
    '| What | Most | Bytes | The rule that enforces it |',
    '|---|---|---|---|',
    ...rows.map(([what, count, size, rule]) => `| ${what} | ${count} | ${inDigits(size)} | ${rule} |`),
    all,
  ].join('\n');
}

function inDigits(number: number): string {
  return number.toLocaleString('en-US');
}
