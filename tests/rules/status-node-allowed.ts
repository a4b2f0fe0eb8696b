import { announcement, arming, departure, idleChange } from '@firebase-presence/contract';
import {
  armsUpdate,
  departed,
  flatOnline,
  idOf,
  NODE,
  NOW,
  type NodeRequest,
  OLD,
  oldRecordOf,
  oneTab,
  placeOf,
  reads,
  recordOf,
  removes,
  sets,
  TAB1,
  TAB2,
  tab1,
  tab2,
  tab3,
  twoTabs,
  updates,
  writes,
} from './status-node.ts';

/** A person sees their own connections. */
export const reading: NodeRequest[] = [
  { title: 'a person reads their own node', stands: twoTabs, ...reads(NODE) },
  { title: 'a person reads inside their own node', stands: twoTabs, ...reads(`${NODE}/connections/${TAB1}`) },
  { title: 'a person reads their own node while nothing stands', ...reads(NODE) },
];

/** What a client does that follows Firebase's documentation. */
export const documented: NodeRequest[] = [
  { title: 'a documented client comes online where nothing stands', ...sets({ state: 'online', last_changed: NOW }) },
  {
    title: 'a documented client comes online again',
    stands: flatOnline,
    ...sets({ state: 'online', last_changed: NOW }),
  },
  { title: 'a documented client goes offline', stands: flatOnline, ...sets({ state: 'offline', last_changed: NOW }) },
  {
    title: 'a documented client comes online over connections of ours',
    stands: twoTabs,
    ...sets({ state: 'online', last_changed: NOW }),
  },
  {
    title: 'a documented client goes offline over connections of ours',
    stands: twoTabs,
    ...sets({ state: 'offline', last_changed: NOW }),
  },
  {
    title: 'a documented client that updates instead of replacing comes online beside a tab',
    stands: oneTab,
    ...updates({ state: 'online', last_changed: NOW }),
  },
];

/** What the SDK does, in the order of a connection's life. */
export const connections: NodeRequest[] = [
  { title: 'the first tab arms where nothing stands', ...armsUpdate(arming(tab1, [], NOW)) },
  { title: 'the first tab announces itself where nothing stands', ...writes(announcement(tab1, [], NOW)) },
  { title: 'a second tab announces itself', stands: oneTab, ...writes(announcement(tab2, [], NOW)) },
  {
    title: 'a tab announces itself beside a documented client',
    stands: flatOnline,
    ...writes(announcement(tab1, [], NOW)),
  },
  {
    title: 'a tab announces itself after a documented client went offline',
    stands: { state: 'offline', last_changed: OLD },
    ...writes(announcement(tab1, [], NOW)),
  },
  {
    title: 'a tab replaces the record of its last socket',
    stands: twoTabs,
    ...writes(announcement(tab3, [tab1], NOW)),
  },
  {
    title: 'a tab heals after a documented client replaced the node',
    stands: flatOnline,
    ...writes(announcement(tab2, [tab1], NOW)),
  },
  { title: 'a tab announces itself after a departure', stands: departed, ...writes(announcement(tab1, [], NOW)) },
  { title: 'a tab announces itself idle', ...writes(announcement(tab1, [], NOW, true)) },
  { title: 'a user turns away from a tab', stands: oneTab, ...writes(idleChange(tab1, true, NOW)) },
  {
    title: 'a user turns back to a tab',
    stands: { connections: { [TAB1]: { ...oldRecordOf(tab1), idle: true } }, last_changed: OLD },
    ...writes(idleChange(tab1, false, NOW)),
  },
  { title: 'one of two tabs is removed', stands: twoTabs, ...writes(arming(tab1, [], NOW)) },
  { title: 'the last tab is removed', stands: oneTab, ...writes(arming(tab1, [], NOW)) },
  { title: 'a tab is removed that is gone already', stands: departed, ...writes(arming(tab1, [tab2], NOW)) },
  { title: 'one of two tabs departs', stands: twoTabs, ...writes(departure(tab1, [], NOW)) },
  { title: 'the last tab departs', stands: oneTab, ...writes(departure(tab1, [], NOW)) },
  {
    title: 'the last tab departs after an earlier departure',
    stands: { ...oneTab, left_at: OLD },
    ...writes(departure(tab1, [], NOW)),
  },
  { title: 'a person removes their whole node', stands: twoTabs, ...removes(NODE) },
  { title: 'a person removes a node that is not there', ...removes(NODE) },
];

/** The same data, written by other clients in other ways. */
export const otherWays: NodeRequest[] = [
  {
    title: 'a connection is added through a path that starts above the node',
    stands: oneTab,
    ...updates({ [`alice/connections/${TAB2}`]: recordOf(tab2), 'alice/last_changed': NOW }, 'status'),
  },
  {
    title: 'a connection is added through paths that start at the root',
    stands: oneTab,
    ...writes({ [`${NODE}/connections/${TAB2}`]: recordOf(tab2), [`${NODE}/last_changed`]: NOW }),
  },
  {
    title: 'a connection is added leaf by leaf',
    stands: oneTab,
    ...updates({
      [`connections/${TAB2}/last_changed`]: NOW,
      [`connections/${TAB2}/slot`]: tab2.slot,
      last_changed: NOW,
    }),
  },
  {
    title: 'a connection renews its time',
    stands: twoTabs,
    ...updates({ [`connections/${TAB1}/last_changed`]: NOW, last_changed: NOW }),
  },
  {
    title: 'a connection is added while the node is written as a whole',
    stands: { ...oneTab, left_at: OLD },
    ...sets({
      connections: { [TAB1]: oldRecordOf(tab1), [TAB2]: recordOf(tab2) },
      last_changed: NOW,
      left_at: OLD,
    }),
  },
  {
    title: 'a node is written with all that it may hold',
    ...sets({
      state: 'offline',
      last_changed: NOW,
      left_at: NOW,
      connections: { [TAB1]: recordOf(tab1), [TAB2]: { ...recordOf(tab2), idle: true } },
    }),
  },
  { title: 'the change of a node is stamped alone', stands: twoTabs, ...sets(NOW, `${NODE}/last_changed`) },
  {
    title: 'all connections are removed at once',
    stands: twoTabs,
    ...updates({ connections: null, last_changed: NOW }),
  },
  { title: 'a documented state is removed', stands: flatOnline, ...updates({ state: null, last_changed: NOW }) },
  { title: 'the mark of a departure is removed', stands: departed, ...updates({ left_at: null, last_changed: NOW }) },
  ...['-_0123456789ABCXYZab', 'cdefghijklmnopqrstuv', 'wxyzDEFGHIJKLMNOPQRS'].map((id) => ({
    title: `a tab announces itself with the id ${id}`,
    ...writes(announcement(placeOf(id, '03'), [], NOW)),
  })),
  {
    title: 'a person who signed in anonymously announces a tab',
    as: 'guest',
    ...writes(announcement(placeOf(idOf('tab9'), '00', [], 'guest'), [], NOW)),
  },
  ...['constructor', '__proto__', 'toString', 'a:00', 'a:00:01', `"'`, '\u{1f469}\u200d\u{1f680}', 'Zoë'].map(
    (uid) => ({
      title: `a person whose id is ${uid} announces a tab`,
      as: uid,
      ...writes(announcement(placeOf(idOf('tab9'), '1f', [], uid), [], NOW)),
    }),
  ),
];
