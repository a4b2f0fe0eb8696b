import { announcement, arming, departure } from '@firebase-presence/contract';
import {
  departed,
  flatOnline,
  NODE,
  NOW,
  type NodeRequest,
  OLD,
  oldRecord,
  oneTab,
  reads,
  record,
  removes,
  sets,
  twoTabs,
  updates,
} from './status-node.ts';

/** A person sees their own connections. */
export const reading: NodeRequest[] = [
  { title: 'a person reads their own node', stands: twoTabs, ...reads(NODE) },
  { title: 'a person reads inside their own node', stands: twoTabs, ...reads(`${NODE}/connections/tab1`) },
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
  { title: 'the first tab arms where nothing stands', ...updates(arming('tab1', [], NOW)) },
  {
    title: 'the first tab announces itself where nothing stands',
    ...updates(announcement('alice', 'tab1', [], NOW), '/'),
  },
  { title: 'a second tab announces itself', stands: oneTab, ...updates(announcement('alice', 'tab2', [], NOW), '/') },
  {
    title: 'a tab announces itself beside a documented client',
    stands: flatOnline,
    ...updates(announcement('alice', 'tab1', [], NOW), '/'),
  },
  {
    title: 'a tab announces itself after a documented client went offline',
    stands: { state: 'offline', last_changed: OLD },
    ...updates(announcement('alice', 'tab1', [], NOW), '/'),
  },
  {
    title: 'a tab replaces the record of its last socket',
    stands: twoTabs,
    ...updates(announcement('alice', 'tab3', ['tab1'], NOW), '/'),
  },
  {
    title: 'a tab heals after a documented client replaced the node',
    stands: flatOnline,
    ...updates(announcement('alice', 'tab2', ['tab1'], NOW), '/'),
  },
  {
    title: 'a tab announces itself after a departure',
    stands: departed,
    ...updates(announcement('alice', 'tab1', [], NOW), '/'),
  },
  { title: 'one of two tabs is removed', stands: twoTabs, ...updates(arming('tab1', [], NOW)) },
  { title: 'the last tab is removed', stands: oneTab, ...updates(arming('tab1', [], NOW)) },
  { title: 'a tab is removed that is gone already', stands: departed, ...updates(arming('tab1', ['tab2'], NOW)) },
  { title: 'one of two tabs departs', stands: twoTabs, ...updates(departure('alice', ['tab1'], NOW), '/') },
  { title: 'the last tab departs', stands: oneTab, ...updates(departure('alice', ['tab1'], NOW), '/') },
  {
    title: 'the last tab departs after an earlier departure',
    stands: { ...oneTab, left_at: OLD },
    ...updates(departure('alice', ['tab1'], NOW), '/'),
  },
  { title: 'a person removes their whole node', stands: twoTabs, ...removes(NODE) },
  { title: 'a person removes a node that is not there', ...removes(NODE) },
];

const longestId = 'x'.repeat(64);

/** The same data, written by other clients in other ways. */
export const otherWays: NodeRequest[] = [
  {
    title: 'a connection is added through a path that starts above the node',
    stands: oneTab,
    ...updates({ 'alice/connections/tab2': record, 'alice/last_changed': NOW }, 'status'),
  },
  {
    title: 'a connection is added through paths that start at the root',
    stands: oneTab,
    ...updates({ [`${NODE}/connections/tab2`]: record, [`${NODE}/last_changed`]: NOW }, '/'),
  },
  {
    title: 'a connection is added by its time alone',
    stands: oneTab,
    ...updates({ 'connections/tab2/last_changed': NOW, last_changed: NOW }),
  },
  {
    title: 'a connection renews its time',
    stands: twoTabs,
    ...updates({ 'connections/tab1/last_changed': NOW, last_changed: NOW }),
  },
  {
    title: 'a connection is added while the node is written as a whole',
    stands: { ...oneTab, left_at: OLD },
    ...sets({ connections: { tab1: oldRecord, tab2: record }, last_changed: NOW, left_at: OLD }),
  },
  {
    title: 'a node is written with all that it may hold',
    ...sets({ state: 'offline', last_changed: NOW, left_at: NOW, connections: { tab1: record, tab2: record } }),
  },
  { title: 'the change of a node is stamped alone', stands: twoTabs, ...sets(NOW, `${NODE}/last_changed`) },
  {
    title: 'all connections are removed at once',
    stands: twoTabs,
    ...updates({ connections: null, last_changed: NOW }),
  },
  { title: 'a documented state is removed', stands: flatOnline, ...updates({ state: null, last_changed: NOW }) },
  { title: 'the mark of a departure is removed', stands: departed, ...updates({ left_at: null, last_changed: NOW }) },
  {
    title: 'an id has every character that push ids have',
    ...updates(announcement('alice', '-_0123456789ABCXYZabcxyz', [], NOW), '/'),
  },
  { title: 'an id is one character long', ...updates(announcement('alice', '0', [], NOW), '/') },
  { title: 'an id is 64 characters long', ...updates(announcement('alice', longestId, [], NOW), '/') },
  {
    title: 'a person who signed in anonymously announces a tab',
    as: 'guest',
    ...updates(announcement('guest', 'tab9', [], NOW), '/'),
  },
  ...['constructor', '__proto__', 'hasOwnProperty'].map((uid) => ({
    title: `a person whose id is ${uid} announces a tab`,
    as: uid,
    ...updates(announcement(uid, 'tab9', [], NOW), '/'),
  })),
];
