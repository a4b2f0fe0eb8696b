import {
  ANSWER_WITHIN_SECONDS,
  announcement,
  arming,
  departure,
  ID_LENGTH,
  invalidUserIdReason,
  LATE_AFTER_SECONDS,
  LEASE_SLOTS,
  MAX_CONNECTIONS,
  MAX_CUSTOM_EMOJI,
  MAX_CUSTOM_LIFETIME_MS,
  MAX_CUSTOM_TEXT,
  MAX_MEMBER_DATA,
  MAX_MEMBER_DATA_NOT_ASCII,
  MAX_ROOMS_OF_CONNECTION,
  publicStatusPath,
  RENEWAL_PERIOD_MS,
  ROOM_SLOTS,
  SWEEP_DELAY_SECONDS,
  SWEPT_WITHIN_SECONDS,
  storedPublicStatus,
} from '@firebase-presence/contract';
import * as presence from 'firebase-presence';
import ts from 'typescript';
import { expect, test } from 'vitest';
import * as parameters from '../../functions/src/parameters.ts';
import { page, read, type Table } from './pages.ts';

const CONTRACT = 'docs/3-data-contract.md';

test('docs/3 lists exactly the fields of the Realtime Database that the rules allow', () => {
  const { rules } = ts.parseConfigFileTextToJson('database.rules.json', read('database.rules.json')).config;
  const { leases, settings, budget, ...ours } = rules.presence;
  expect(firstColumn(tableOf(CONTRACT, 'last_changed')).sort()).toEqual(fieldsIn(rules.status.$uid).sort());
  expect(firstColumn(tableOf(CONTRACT, 'id'))).toEqual(fieldsIn(leases.$lease));
  expect(firstColumn(tableOf(CONTRACT, 'availability/value'))).toEqual(fieldsIn(settings.$uid));
  expect(firstColumn(tableOf(CONTRACT, 'changes/since'))).toEqual(fieldsIn(budget.$uid));
  const places = ['rooms', 'typing', 'occupancy'].flatMap((root) => fieldsIn(ours[root], `/presence/${root}`));
  expect(firstColumn(tableOf(CONTRACT, '/presence/rooms'))).toEqual(places);
  // Clients can read only the number.
  expect(firstColumn(tableOf(CONTRACT, 'n'))).toEqual([...fieldsIn(ours.online), 'at', 'begun']);
});

test('docs/3 lists every field of the Realtime Database that the client writes', () => {
  const place = { uid: 'u', id: 'id', slot: '00', seats: [] };
  const fields = firstColumn(tableOf(CONTRACT, 'last_changed'));
  for (const update of [announcement(place, [place], 1), arming(place, [], 1), departure(place, [place], 1)]) {
    const paths = Object.entries(update).filter(([path]) => !path.startsWith('presence/'));
    const relative = paths.map(([path, value]): [string, unknown] => [path.replace('status/u/', ''), value]);
    const written = relative.flatMap(([path, value]) =>
      typeof value === 'object' && value !== null ? Object.keys(value).map((key) => `${path}/${key}`) : [path],
    );
    const known = [...fields, 'connections/{connectionId}'].map((field) => field.replace('{connectionId}', 'id'));
    expect(known).toEqual(expect.arrayContaining(written));
  }
});

test('docs/3 lists exactly the fields of a public status', () => {
  const custom = { text: '', emoji: '', expiresAt: 1 };
  const stored = storedPublicStatus({ state: 'online', lastChanged: 1, availability: 'busy', custom }, 'v');
  const places = Object.keys(stored).map((field) => publicStatusPath(`{uid}/${field}`));
  expect(firstColumn(tableOf(CONTRACT, '/presence/public'))).toEqual(places.map((place) => `/${place}`));
});

test('docs/3 lists exactly the Firestore fields that the rules let the owner write', () => {
  const allowed = /affectedKeys\(\)\.hasOnly\(\[(.*?)\]\)/.exec(read('firestore.rules'))?.[1];
  expect(firstColumn(tableOf(CONTRACT, 'state'))).toEqual(allowed?.split(', ').map((key) => key.replaceAll("'", '')));
});

test.each([CONTRACT, 'docs/7-operations.md', 'functions/README.md'])(
  '%s lists the parameters of the function and their defaults',
  (path) => {
    const documented = tableOf(path, 'PRESENCE_COLLECTION').map(([name, value]) => [name, value]);
    const declared = Object.values(parameters).map(({ name, options }) => [name, String(options.default) || 'empty']);
    expect(documented).toEqual(declared);
  },
);

test('functions/.env.demo-presence contains the defaults of the parameters', () => {
  const lines = read('functions/.env.demo-presence').split('\n');
  const chosen = lines.filter((line) => line.includes('=') && !line.startsWith('#'));
  const declared = Object.values(parameters).map(({ name, options }) => `${name}=${options.default}`);
  expect(chosen).toEqual(declared);
});

test('docs/7 lists every deployed function', () => {
  const exported = [...read('functions/src/index.ts').matchAll(/^export const (\w+) =/gm)].map(([, name]) => name);
  const documented = firstColumn(tableOf('docs/7-operations.md', 'onUserStatusChanged'));
  expect(documented.flatMap((cell) => cell.split(', ')).sort()).toEqual(exported.sort());
});

test('docs/7 lists the outcomes of the mirror', () => {
  const declared = /export type Outcome = (.*);/.exec(read('functions/src/mirror.ts'))?.[1];
  expect(firstColumn(tableOf('docs/7-operations.md', 'written'))).toEqual(
    declared?.split(' | ').map((outcome) => outcome.replaceAll("'", '')),
  );
});

test('the quickstart lists every exported function', () => {
  const listed = firstColumn(tableOf('docs/1-quickstart.md', 'getPresence')).map((call) => call.replace(/\(.*/, ''));
  const callable = Object.keys(presence).filter((name) => name !== 'PresenceError');
  expect(listed.sort()).toEqual(callable.sort());
});

test('the limits in the pages agree with the code', () => {
  const contract = page(CONTRACT).text;
  for (const limit of [MAX_CUSTOM_TEXT, MAX_CUSTOM_EMOJI, MAX_MEMBER_DATA]) {
    expect(contract).toContain(`at most ${limit.toLocaleString('en')} characters`);
    expect(read('database.rules.json')).toMatch(new RegExp(`length <= ${limit}\\b`));
  }
  expect(contract).toContain(`at most ${MAX_CUSTOM_LIFETIME_MS / 86_400_000} days ahead`);
  expect(read('database.rules.json')).toContain(`now + ${MAX_CUSTOM_LIFETIME_MS})`);
  expect(contract).toContain(`has ${ID_LENGTH} of the characters`);
  expect(contract).toContain(`${MAX_CONNECTIONS} slots, \`00\` to \`${LEASE_SLOTS.at(-1)}\``);
  expect(contract).toContain(`${MAX_ROOMS_OF_CONNECTION} room slots, \`0\` to \`${ROOM_SLOTS.at(-1)}\``);
  expect(contract).toContain(`otherwise ${MAX_MEMBER_DATA_NOT_ASCII}`);
  const [past, future] = [...read('firestore.rules').matchAll(/duration\.value\((\d+), 's'\)/g)].map(
    (match) => match[1],
  );
  expect(page('docs/5-rules-and-privacy.md').text).toContain(
    `a time more than ${past} seconds ago, or a time more than ${future} seconds in the future`,
  );
  const errors = page('docs/8-errors.md').text;
  const uidLength = Number(/(\d+) characters/.exec(errors)?.[1]);
  expect(invalidUserIdReason('x'.repeat(uidLength))).toBeNull();
  expect(invalidUserIdReason('x'.repeat(uidLength + 1))).not.toBeNull();
  const unreachable = /UNREACHABLE_AFTER_MS = (\d+)_000/.exec(read('web-client/src/session/database.ts'))?.[1];
  expect(errors).toContain(`for ${unreachable} seconds`);
});

test('the times of a lease in the pages agree with the code', () => {
  const contract = page(CONTRACT).text;
  expect(contract).toContain(
    `${RENEWAL_PERIOD_MS / 1000} seconds; after ${LATE_AFTER_SECONDS} seconds without a renewal`,
  );
  expect(contract).toContain(`Without a renewal within ${ANSWER_WITHIN_SECONDS} more seconds`);
  expect(contract).toContain(`in \`presence/leases/{uid}:{slot}\` every ${RENEWAL_PERIOD_MS / 1000} seconds`);
  const operations = page('docs/7-operations.md');
  expect(operations.text).toContain(`renewed every ${RENEWAL_PERIOD_MS / 1000} seconds`);
  expect(operations.tables.flat()).toContainEqual([expect.stringContaining('the lease'), String(LATE_AFTER_SECONDS)]);
  expect(operations.tables.flat()).toContainEqual([
    expect.stringContaining('the delay of the tick that asks'),
    String(SWEEP_DELAY_SECONDS),
  ]);
  expect(operations.tables.flat()).toContainEqual(['the time for the answer', String(ANSWER_WITHIN_SECONDS)]);
  expect(operations.tables.flat()).toContainEqual([
    expect.stringContaining('published bound'),
    expect.stringContaining(String(SWEPT_WITHIN_SECONDS)),
  ]);
  expect(page('README.md').text).toContain(`within ${SWEPT_WITHIN_SECONDS} seconds`);
  expect(page('docs/2-how-it-works.md').text).toContain(
    `at most ${SWEPT_WITHIN_SECONDS} seconds after the socket died`,
  );
  expect(page('docs/9-faults.md').text).toContain(
    `watches the user for ${SWEPT_WITHIN_SECONDS} seconds after each fault`,
  );
});

/** The table whose first row begins with a word. */
function tableOf(path: string, word: string): Table {
  const table = page(path).tables.find(([first]) => first?.[0]?.startsWith(word));
  if (!table) throw new Error(`${path} has no table that begins with ${word}`);
  return table;
}

function firstColumn(table: Table): string[] {
  return table.map(([cell = '']) => cell);
}

/** The paths of the leaves of a rule, with `{name}` for `$name`. The rules refuse all other paths. */
function fieldsIn(rule: Record<string, unknown>, path = ''): string[] {
  const keys = Object.keys(rule).filter((key) => !key.startsWith('.') && key !== '$unknown');
  if (keys.length === 0) return [path];
  return keys.flatMap((key) => {
    const below = Object.fromEntries(Object.entries(rule[key] ?? {}));
    return fieldsIn(below, `${path && `${path}/`}${key.replace(/^\$(.*)/, '{$1}')}`);
  });
}
