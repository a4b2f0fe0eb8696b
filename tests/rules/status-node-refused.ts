import { announcement } from '@firebase-presence/contract';
import {
  flatOnline,
  NODE,
  NOW,
  type NodeRequest,
  OLD,
  oldRecordOf,
  reads,
  recordOf,
  removes,
  sets,
  TAB1,
  TAB3,
  tab1,
  tab3,
  twoTabs,
  updates,
  writes,
} from './status-node.ts';

const valid = { state: 'online', last_changed: NOW };

/** Requests to /status/alice that its owner may make. */
const owners: NodeRequest[] = [
  { title: 'read the node', ...reads(NODE) },
  { title: 'read a connection in the node', ...reads(`${NODE}/connections/${TAB1}`) },
  { title: 'write the flat record in the node', ...sets(valid) },
  { title: 'announce a connection in the node', ...writes(announcement(tab3, [tab1], NOW)) },
  { title: 'write last_changed in the node', ...sets(NOW, `${NODE}/last_changed`) },
  { title: 'remove a connection in the node', ...removes(`${NODE}/connections/${TAB1}`) },
  { title: 'remove the node', ...removes(NODE) },
];

/** The same requests by another user and by a signed-out client, with and without a node. */
export const strangers: NodeRequest[] = [undefined, twoTabs].flatMap((initial) => {
  const where = initial === undefined ? 'without a node' : 'with two tabs in the node';
  return owners.flatMap((request) => [
    { ...request, title: `a user cannot ${request.title} of another user, ${where}`, initial, as: 'bob' },
    { ...request, title: `a signed-out client cannot ${request.title}, ${where}`, initial, as: null },
  ]);
});

/** Paths above the node, and paths that the rules do not name. */
export const elsewhere: NodeRequest[] = [
  ...['/', 'status', 'users/alice', 'presence/alice', 'heartbeats/tab1'].flatMap((path) => [
    { title: `a user cannot read ${path}`, initial: twoTabs, ...reads(path) },
    { title: `a user cannot remove ${path}`, initial: twoTabs, ...removes(path) },
    { title: `a user cannot write ${path}`, initial: twoTabs, ...sets(valid, path) },
  ]),
  {
    title: 'a user cannot find their own node with a query',
    initial: twoTabs,
    asks: (db) => db.ref('status').orderByKey().equalTo('alice').get(),
  },
  { title: 'a user cannot replace /status with their own node', initial: twoTabs, ...sets({ alice: valid }, 'status') },
  {
    title: 'a user cannot replace the root with their own node',
    initial: twoTabs,
    ...sets({ status: { alice: valid } }, '/'),
  },
  {
    title: "a user cannot write another user's node together with their own",
    ...updates({ alice: valid, bob: valid }, 'status'),
  },
  {
    title: "a user cannot remove another user's node together with their own",
    ...updates({ alice: valid, bob: null }, 'status'),
  },
  {
    title: 'a user cannot write another path together with their own node',
    ...writes({ [NODE]: valid, 'users/alice': 1 }),
  },
  {
    title: "a user cannot write a path in another user's node together with their own",
    ...updates({ 'alice/last_changed': NOW, 'bob/last_changed': NOW }, 'status'),
  },
];

/** Changes of a node with two tabs that are valid except for the missing `last_changed`. */
const unstamped: Record<string, Pick<NodeRequest, 'asks'>> = {
  'add a connection': sets(recordOf(tab3), `${NODE}/connections/${TAB3}`),
  'add a connection by an update': updates({ [`connections/${TAB3}`]: recordOf(tab3) }),
  'renew the time of a connection': sets(NOW, `${NODE}/connections/${TAB1}/last_changed`),
  'remove one of two connections': removes(`${NODE}/connections/${TAB1}`),
  'remove one of two connections by an update': updates({ [`connections/${TAB1}`]: null }),
  'remove the time of a connection': removes(`${NODE}/connections/${TAB1}/last_changed`),
  'remove all connections': removes(`${NODE}/connections`),
  'set a flat state': sets('online', `${NODE}/state`),
  'write left_at': sets(NOW, `${NODE}/left_at`),
  'remove last_changed': removes(`${NODE}/last_changed`),
  'replace the node by a state': sets({ state: 'online' }),
  'replace the node by connections': sets({ connections: { [TAB1]: recordOf(tab1) } }),
  'replace the node by a departure': sets({ left_at: NOW }),
  'replace the node and keep its last_changed': sets({ connections: { [TAB1]: oldRecordOf(tab1) }, last_changed: OLD }),
  'update a flat state and keep its last_changed': updates({ state: 'online', last_changed: OLD }),
};

export const unstampedWrites: NodeRequest[] = Object.entries(unstamped).map(([what, request]) => ({
  title: `a user cannot ${what} without a new last_changed`,
  initial: twoTabs,
  ...request,
}));

/** A time that was written in another place before. */
export const borrowedTimes: NodeRequest[] = [
  {
    title: 'a new connection cannot have the time of another connection',
    initial: twoTabs,
    ...updates({ [`connections/${TAB3}`]: oldRecordOf(tab3), last_changed: NOW }),
  },
  {
    title: 'a departure cannot have the time of an earlier change',
    initial: flatOnline,
    ...updates({ left_at: OLD, last_changed: NOW }),
  },
];
