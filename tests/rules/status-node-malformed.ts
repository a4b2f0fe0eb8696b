import { announcement } from '@firebase-presence/contract';
import { increment } from 'firebase/database';
import { MALFORMED_IDS, NOW, type NodeRequest, record, sets, twoTabs, updates, type Values } from './status-node.ts';

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
const anything: Values = { ...leaves, 'a record': record };

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
  connections: { ...leaves, 'a list of texts': ['tab1'], 'a record': record },
  'connections/tab1': {
    ...leaves,
    'a list': [NOW],
    'without a time': { platform: 'web' },
    'with an unknown key': { ...record, platform: 'web' },
    'with a state': { ...record, state: 'online' },
  },
  'connections/tab1/last_changed': wrongTimes,
  ...at(['unknown', 'connection', 'lastChanged', 'connections/tab1/unknown', 'connections/tab1/left_at'], anything),
  ...at(['state/below', 'left_at/below', 'last_changed/below', 'connections/tab1/last_changed/below'], anything),
  ...at(
    MALFORMED_IDS.map((id) => `connections/${id}`),
    { 'a record': record },
  ),
};

const wellFormed: Values = { last_changed: NOW, connections: { tab1: record } };

/** Malformed in one place: a new node that is written whole, and an update of a node where two tabs stand. */
export const malformedWrites: NodeRequest[] = Object.entries(wrong).flatMap(([path, values]) =>
  Object.entries(values).flatMap(([what, value]) => [
    { title: `a new node is refused if ${path} is ${what}`, ...sets(put(wellFormed, path.split('/'), value)) },
    { title: `an update is refused if ${path} is ${what}`, stands: twoTabs, ...updates(stamped(path, value)) },
  ]),
);

export const tooLongIds: NodeRequest[] = [
  {
    title: 'an id is refused if it is 65 characters long',
    ...updates(announcement('alice', 'x'.repeat(65), [], NOW), '/'),
  },
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
