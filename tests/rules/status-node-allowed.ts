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

/** Reads of the own node. */
export const reading: NodeRequest[] = [
  { title: 'a user reads their own node', initial: twoTabs, ...reads(NODE) },
  { title: 'a user reads a connection in their own node', initial: twoTabs, ...reads(`${NODE}/connections/${TAB1}`) },
  { title: 'a user reads their own node when it does not exist', ...reads(NODE) },
];

/** Writes of a documentation-style client. */
export const documented: NodeRequest[] = [
  { title: 'a documentation-style client goes online without a node', ...sets({ state: 'online', last_changed: NOW }) },
  {
    title: 'a documentation-style client goes online again',
    initial: flatOnline,
    ...sets({ state: 'online', last_changed: NOW }),
  },
  {
    title: 'a documentation-style client goes offline',
    initial: flatOnline,
    ...sets({ state: 'offline', last_changed: NOW }),
  },
  {
    title: 'a documentation-style client goes online and replaces our connections',
    initial: twoTabs,
    ...sets({ state: 'online', last_changed: NOW }),
  },
  {
    title: 'a documentation-style client goes offline and replaces our connections',
    initial: twoTabs,
    ...sets({ state: 'offline', last_changed: NOW }),
  },
  {
    title: 'a documentation-style client goes online with an update next to a tab',
    initial: oneTab,
    ...updates({ state: 'online', last_changed: NOW }),
  },
];

/** Writes of the client, in the order of a connection's life. */
export const connections: NodeRequest[] = [
  { title: 'the first tab arms without a node', ...armsUpdate(arming(tab1, [], NOW)) },
  { title: 'the first tab announces a connection without a node', ...writes(announcement(tab1, [], NOW)) },
  { title: 'a second tab announces a connection', initial: oneTab, ...writes(announcement(tab2, [], NOW)) },
  {
    title: 'a tab announces a connection next to a documentation-style client',
    initial: flatOnline,
    ...writes(announcement(tab1, [], NOW)),
  },
  {
    title: 'a tab announces a connection after a documentation-style client went offline',
    initial: { state: 'offline', last_changed: OLD },
    ...writes(announcement(tab1, [], NOW)),
  },
  {
    title: 'a tab replaces the record of its last socket',
    initial: twoTabs,
    ...writes(announcement(tab3, [tab1], NOW)),
  },
  {
    title: 'a tab announces a connection again after a documentation-style client replaced the node',
    initial: flatOnline,
    ...writes(announcement(tab2, [tab1], NOW)),
  },
  {
    title: 'a tab announces a connection after a departure',
    initial: departed,
    ...writes(announcement(tab1, [], NOW)),
  },
  { title: 'a tab announces an idle connection', ...writes(announcement(tab1, [], NOW, true)) },
  { title: 'a tab becomes idle', initial: oneTab, ...writes(idleChange(tab1, true, NOW)) },
  {
    title: 'a tab is no longer idle',
    initial: { connections: { [TAB1]: { ...oldRecordOf(tab1), idle: true } }, last_changed: OLD },
    ...writes(idleChange(tab1, false, NOW)),
  },
  { title: 'the server removes one of two tabs', initial: twoTabs, ...writes(arming(tab1, [], NOW)) },
  { title: 'the server removes the last tab', initial: oneTab, ...writes(arming(tab1, [], NOW)) },
  {
    title: 'the server removes a tab that was removed already',
    initial: departed,
    ...writes(arming(tab1, [tab2], NOW)),
  },
  { title: 'one of two tabs departs', initial: twoTabs, ...writes(departure(tab1, [], NOW)) },
  { title: 'the last tab departs', initial: oneTab, ...writes(departure(tab1, [], NOW)) },
  {
    title: 'the last tab departs after an earlier departure',
    initial: { ...oneTab, left_at: OLD },
    ...writes(departure(tab1, [], NOW)),
  },
  { title: 'a user removes their whole node', initial: twoTabs, ...removes(NODE) },
  { title: 'a user removes a node that does not exist', ...removes(NODE) },
];

/** Other ways to write the same data. */
export const otherWays: NodeRequest[] = [
  {
    title: 'a client adds a connection with paths from above the node',
    initial: oneTab,
    ...updates({ [`alice/connections/${TAB2}`]: recordOf(tab2), 'alice/last_changed': NOW }, 'status'),
  },
  {
    title: 'a client adds a connection with paths from the root',
    initial: oneTab,
    ...writes({ [`${NODE}/connections/${TAB2}`]: recordOf(tab2), [`${NODE}/last_changed`]: NOW }),
  },
  {
    title: 'a client adds a connection leaf by leaf',
    initial: oneTab,
    ...updates({
      [`connections/${TAB2}/last_changed`]: NOW,
      [`connections/${TAB2}/slot`]: tab2.slot,
      last_changed: NOW,
    }),
  },
  {
    title: 'a client renews the time of a connection',
    initial: twoTabs,
    ...updates({ [`connections/${TAB1}/last_changed`]: NOW, last_changed: NOW }),
  },
  {
    title: 'a client adds a connection by writing the whole node',
    initial: { ...oneTab, left_at: OLD },
    ...sets({
      connections: { [TAB1]: oldRecordOf(tab1), [TAB2]: recordOf(tab2) },
      last_changed: NOW,
      left_at: OLD,
    }),
  },
  {
    title: 'a client writes a node with everything that it may contain',
    ...sets({
      state: 'offline',
      last_changed: NOW,
      left_at: NOW,
      connections: { [TAB1]: recordOf(tab1), [TAB2]: { ...recordOf(tab2), idle: true } },
    }),
  },
  { title: 'a client writes only a stamp', initial: twoTabs, ...sets(NOW, `${NODE}/last_changed`) },
  {
    title: 'a client removes all connections at once',
    initial: twoTabs,
    ...updates({ connections: null, last_changed: NOW }),
  },
  { title: 'a client removes the flat state', initial: flatOnline, ...updates({ state: null, last_changed: NOW }) },
  { title: 'a client removes left_at', initial: departed, ...updates({ left_at: null, last_changed: NOW }) },
  ...['-_0123456789ABCXYZab', 'cdefghijklmnopqrstuv', 'wxyzDEFGHIJKLMNOPQRS'].map((id) => ({
    title: `a tab announces a connection with the id ${id}`,
    ...writes(announcement(placeOf(id, '03'), [], NOW)),
  })),
  {
    title: 'an anonymous user announces a connection',
    as: 'guest',
    ...writes(announcement(placeOf(idOf('tab9'), '00', [], 'guest'), [], NOW)),
  },
  ...['constructor', '__half', 'toString', 'a:00', 'a:00:01', `"'`, '\u{1f469}\u200d\u{1f680}', 'Zoë'].map((uid) => ({
    title: `a user with the uid ${uid} announces a connection`,
    as: uid,
    ...writes(announcement(placeOf(idOf('tab9'), '1f', [], uid), [], NOW)),
  })),
];
