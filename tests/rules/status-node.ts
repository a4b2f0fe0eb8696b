import type firebase from 'firebase/compat/app';
import { serverTimestamp } from 'firebase/database';

/** A request of one person to the Realtime Database, beside what stands at /status/alice. */
export interface NodeRequest {
  title: string;
  /** Alice if nothing is said, nobody who is signed in if null. */
  as?: string | null;
  /** What was written at another time, when other rules of time held. */
  stands?: Values;
  asks: (database: Database) => Promise<unknown>;
}

/** What stands below a path, or what a multi-path update writes there. */
export type Values = Record<string, unknown>;

export type Database = firebase.database.Database;

export const NODE = 'status/alice';

/** The placeholder that the server replaces by its own time. */
export const NOW = serverTimestamp();

/** Some time before every request. */
export const OLD = Date.UTC(2026, 0, 1);

export const record = { last_changed: NOW };
export const oldRecord = { last_changed: OLD };

export const flatOnline: Values = { state: 'online', last_changed: OLD };
export const oneTab: Values = { connections: { tab1: oldRecord }, last_changed: OLD };
export const twoTabs: Values = { connections: { tab1: oldRecord, tab2: oldRecord }, last_changed: OLD };
export const departed: Values = { last_changed: OLD, left_at: OLD };

/** Ids that a connection must not have. */
export const MALFORMED_IDS = ['a b', 'a:b', 'a+b', 'a=b', 'a,b', "a'b", '~', 'é', '\u{1f600}', 'tab\u2028'];

/** Alice holds a lease for each connection that a request may write, so that nothing but the node decides. */
export const leases: Values = Object.fromEntries(
  ['tab1', 'tab2', 'tab3', ...MALFORMED_IDS].map((id) => [`heartbeats/${id}`, { uid: 'alice', at: OLD }]),
);

export function sets(value: unknown, path = NODE): Pick<NodeRequest, 'asks'> {
  return { asks: (database) => database.ref(path).set(value) };
}

export function updates(values: Values, path = NODE): Pick<NodeRequest, 'asks'> {
  return { asks: (database) => database.ref(path).update(values) };
}

export function removes(path: string): Pick<NodeRequest, 'asks'> {
  return { asks: (database) => database.ref(path).remove() };
}

export function reads(path: string): Pick<NodeRequest, 'asks'> {
  return { asks: (database) => database.ref(path).get() };
}
