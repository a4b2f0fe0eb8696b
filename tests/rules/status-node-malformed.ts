import { announcement } from '@firebase-presence/contract';
import { increment } from 'firebase/database';
import {
  malformedTabs,
  NOW,
  type NodeRequest,
  placeOf,
  recordOf,
  sets,
  TAB1,
  tab1,
  twoTabs,
  updates,
  type Values,
  writes,
} from './status-node.ts';

const HOUR = 3_600_000;

/** What is not the server's time, by what it is. */
const wrongTimes: Values = {
  'an hour ago': Date.now() - HOUR,
  'an hour from now': Date.now() + HOUR,
  zero: 0,
  negative: -1,
  'a fraction': 1.5,
  'an increment': increment(1),
  'a text': '2026-01-01T00:00:00Z',
  'a number in a text': String(Date.now()),
  'a boolean': true,
  'a list': [NOW],
  'an object': { time: NOW },
};

const leaves: Values = { 'a text': 'text', 'a number': 1, 'a boolean': true, 'a time': NOW };
const record = recordOf(tab1);
const anything: Values = { ...leaves, 'a record': record };

/** Not the slot of the first tab; the slot `01` is that of the second. */
const wrongSlots: Values = {
  ...leaves,
  'that of another connection': '01',
  'the last and one more': '20',
  'no hexadecimal number': '0g',
  'in capitals': '0F',
  'too long': '000',
};

/** What a path of the node must not hold, by what it is. */
const wrong: Record<string, Values> = {
  state: {
    ...leaves,
    empty: '',
    'in capitals': 'ONLINE',
    'longer than a state': 'online ',
    'a list': ['online'],
    'an object': { online: true },
  },
  last_changed: wrongTimes,
  left_at: wrongTimes,
  connections: { ...leaves, 'a list of texts': [TAB1], 'a record': record },
  [`connections/${TAB1}`]: {
    ...leaves,
    'a list': [NOW],
    'without a time': { slot: tab1.slot, platform: 'web' },
    'without a slot': { last_changed: NOW },
    'with an unknown key': { ...record, platform: 'web' },
    'with a state': { ...record, state: 'online' },
  },
  [`connections/${TAB1}/last_changed`]: wrongTimes,
  [`connections/${TAB1}/slot`]: wrongSlots,
  [`connections/${TAB1}/idle`]: { ...leaves, 'a boolean': false },
  ...at(
    ['unknown', 'connection', 'lastChanged', `connections/${TAB1}/unknown`, `connections/${TAB1}/left_at`],
    anything,
  ),
  ...at(['state/below', 'left_at/below', 'last_changed/below', `connections/${TAB1}/last_changed/below`], anything),
  ...Object.fromEntries(malformedTabs.map((tab) => [`connections/${tab.id}`, { 'a record': recordOf(tab) }])),
};

const wellFormed: Values = { last_changed: NOW, connections: { [TAB1]: record } };

/** Malformed in one place: a new node that is written whole, and an update of a node where two tabs stand. */
export const malformedWrites: NodeRequest[] = Object.entries(wrong).flatMap(([path, values]) =>
  Object.entries(values).flatMap(([what, value]) => [
    { title: `a new node is refused if ${path} is ${what}`, ...sets(put(wellFormed, path.split('/'), value)) },
    { title: `an update is refused if ${path} is ${what}`, stands: twoTabs, ...updates(stamped(path, value)) },
  ]),
);

/** All else of these announcements is in order. */
export const malformedPlaces: NodeRequest[] = [
  ...[1, 19, 21, 64].map((length) => ({
    title: `an id is refused if it is ${length} characters long`,
    ...writes(announcement(placeOf('x'.repeat(length), '03'), [], NOW)),
  })),
  ...['20', '0g', '0', '000', '0F', '', ' 0'].map((slot) => ({
    title: `a slot is refused if it is ${JSON.stringify(slot)}`,
    ...writes(announcement(placeOf('x'.repeat(20), slot), [], NOW)),
  })),
];

function at(paths: string[], values: Values): Record<string, Values> {
  return Object.fromEntries(paths.map((path) => [path, values]));
}

function put(node: Values, [key = '', ...below]: string[], value: unknown): Values {
  const child = node[key];
  return { ...node, [key]: below.length === 0 ? value : put(isObject(child) ? child : {}, below, value) };
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && value !== NOW;
}

/** The SDK does not write a path and a path below it in one update. */
function stamped(path: string, value: unknown): Values {
  return path.startsWith('last_changed') ? { [path]: value } : { last_changed: NOW, [path]: value };
}
