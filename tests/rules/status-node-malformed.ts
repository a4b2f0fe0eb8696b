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

/** Values other than the server's time, by their description. */
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

/** Values other than the slot of the first tab. The second tab has the slot `01`. */
const wrongSlots: Values = {
  ...leaves,
  'that of another connection': '01',
  'one after the last': '20',
  'no hexadecimal number': '0g',
  'in capitals': '0F',
  'too long': '000',
};

/** Wrong values for each path of the node, by their description. */
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

/** One fault each: in a new node that is written as a whole, and in an update of a node with two tabs. */
export const malformedWrites: NodeRequest[] = Object.entries(wrong).flatMap(([path, values]) =>
  Object.entries(values).flatMap(([what, value]) => [
    { title: `the rules reject a new node if ${path} is ${what}`, ...sets(put(wellFormed, path.split('/'), value)) },
    { title: `the rules reject an update if ${path} is ${what}`, initial: twoTabs, ...updates(stamped(path, value)) },
  ]),
);

/** Announcements with no other fault. */
export const malformedPlaces: NodeRequest[] = [
  ...[1, 19, 21, 64].map((length) => ({
    title: `the rules reject an id of ${length} characters`,
    ...writes(announcement(placeOf('x'.repeat(length), '03'), [], NOW)),
  })),
  ...['20', '0g', '0', '000', '0F', '', ' 0'].map((slot) => ({
    title: `the rules reject the slot ${JSON.stringify(slot)}`,
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

/** Firebase's SDK does not write a path and a path below it in one update. */
function stamped(path: string, value: unknown): Values {
  return path.startsWith('last_changed') ? { [path]: value } : { last_changed: NOW, [path]: value };
}
