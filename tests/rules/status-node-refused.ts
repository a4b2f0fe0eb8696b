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

/** Everything that the owner may do to /status/alice. */
const owners: NodeRequest[] = [
  { title: 'reads the node', ...reads(NODE) },
  { title: 'reads inside the node', ...reads(`${NODE}/connections/${TAB1}`) },
  { title: 'writes the node as documented', ...sets(valid) },
  { title: 'announces a connection', ...writes(announcement(tab3, [tab1], NOW)) },
  { title: 'writes inside the node', ...sets(NOW, `${NODE}/last_changed`) },
  { title: 'removes a connection', ...removes(`${NODE}/connections/${TAB1}`) },
  { title: 'removes the node', ...removes(NODE) },
];

/** Who may not, whatever they ask, and whether or not something stands. */
export const strangers: NodeRequest[] = [undefined, twoTabs].flatMap((stands) => {
  const where = stands === undefined ? 'where nothing stands' : 'where two tabs stand';
  return owners.flatMap((request) => [
    { ...request, title: `nobody ${request.title} of another ${where}`, stands, as: 'bob' },
    { ...request, title: `nobody ${request.title} while signed out ${where}`, stands, as: null },
  ]);
});

/** Where the rules say nothing: above the node, and elsewhere. */
export const elsewhere: NodeRequest[] = [
  ...['/', 'status', 'users/alice', 'presence/alice', 'heartbeats/tab1'].flatMap((path) => [
    { title: `nobody reads ${path}`, stands: twoTabs, ...reads(path) },
    { title: `nobody removes ${path}`, stands: twoTabs, ...removes(path) },
    { title: `nobody writes ${path}`, stands: twoTabs, ...sets(valid, path) },
  ]),
  {
    title: 'nobody finds themselves by listing',
    stands: twoTabs,
    asks: (db) => db.ref('status').orderByKey().equalTo('alice').get(),
  },
  { title: 'nobody replaces /status by their own node', stands: twoTabs, ...sets({ alice: valid }, 'status') },
  { title: 'nobody replaces the root by their own node', stands: twoTabs, ...sets({ status: { alice: valid } }, '/') },
  { title: 'nobody writes another node beside their own', ...updates({ alice: valid, bob: valid }, 'status') },
  { title: 'nobody removes another node beside their own', ...updates({ alice: valid, bob: null }, 'status') },
  { title: 'nobody writes elsewhere beside their own node', ...writes({ [NODE]: valid, 'users/alice': 1 }) },
  {
    title: 'nobody reaches another node through a path inside their own',
    ...updates({ 'alice/last_changed': NOW, 'bob/last_changed': NOW }, 'status'),
  },
];

/** Valid changes of a node with two tabs, except that none says when it was made. */
const unstamped: Record<string, Pick<NodeRequest, 'asks'>> = {
  'adds a connection': sets(recordOf(tab3), `${NODE}/connections/${TAB3}`),
  'adds a connection by an update': updates({ [`connections/${TAB3}`]: recordOf(tab3) }),
  'renews a connection': sets(NOW, `${NODE}/connections/${TAB1}/last_changed`),
  'removes one of two connections': removes(`${NODE}/connections/${TAB1}`),
  'removes one of two connections by an update': updates({ [`connections/${TAB1}`]: null }),
  'removes the time of a connection': removes(`${NODE}/connections/${TAB1}/last_changed`),
  'removes all connections': removes(`${NODE}/connections`),
  'sets a documented state': sets('online', `${NODE}/state`),
  'marks a departure': sets(NOW, `${NODE}/left_at`),
  'removes the stamp': removes(`${NODE}/last_changed`),
  'replaces the node by a state': sets({ state: 'online' }),
  'replaces the node by connections': sets({ connections: { [TAB1]: recordOf(tab1) } }),
  'replaces the node by a departure': sets({ left_at: NOW }),
  'replaces the node and keeps its stamp': sets({ connections: { [TAB1]: oldRecordOf(tab1) }, last_changed: OLD }),
  'updates a documented state and keeps its stamp': updates({ state: 'online', last_changed: OLD }),
};

export const unstampedWrites: NodeRequest[] = Object.entries(unstamped).map(([what, request]) => ({
  title: `nobody ${what} without stamping the change`,
  stands: twoTabs,
  ...request,
}));

/** Times belong to where they were written. */
export const borrowedTimes: NodeRequest[] = [
  {
    title: 'a new connection does not take the time of another',
    stands: twoTabs,
    ...updates({ [`connections/${TAB3}`]: oldRecordOf(tab3), last_changed: NOW }),
  },
  {
    title: 'a departure does not take the time of the last change',
    stands: flatOnline,
    ...updates({ left_at: OLD, last_changed: NOW }),
  },
];
