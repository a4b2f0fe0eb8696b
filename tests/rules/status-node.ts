import { type ConnectionPlace, leasePath, type Seat } from '@firebase-presence/contract';
import type firebase from 'firebase/compat/app';
import { serverTimestamp } from 'firebase/database';

/** A request of one client to the Realtime Database. */
export interface NodeRequest {
  title: string;
  /** The uid of the client; null for a signed-out client. Default: alice. */
  as?: string | null;
  /** The data of /status/alice before the request. The rules do not apply to this write. Default: no node. */
  initial?: Values;
  asks: (database: Database) => Promise<unknown>;
}

/** Data by path, or a multi-path update. A value that depends on the time of the request is a function of this time. */
export type Values = Record<string, unknown>;

export type Database = firebase.database.Database;

export const NODE = 'status/alice';

/** The placeholder that the server replaces with its own time. */
export const NOW = serverTimestamp();

/** Some time before every request. */
export const OLD = Date.UTC(2026, 0, 1);

/** A time before the request. A fixed time would leave the window of a budget, because a suite takes longer. */
export const ago = (milliseconds: number) => (now: number) => now - milliseconds;

/** Replaces the functions of time in the values. */
export function at(now: number, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, resolved(now, value)]));
}

function resolved(now: number, value: unknown): unknown {
  if (typeof value === 'function') return value(now);
  return typeof value === 'object' && value !== null ? at(now, { ...value }) : value;
}

/** An id of the length that the rules require. */
export const idOf = (name: string): string => name.padEnd(20, '-');

export const TAB1 = idOf('tab1');
export const TAB2 = idOf('tab2');
export const TAB3 = idOf('tab3');

export function placeOf(id: string, slot: string, seats: readonly Seat[] = [], uid = 'alice'): ConnectionPlace {
  return { uid, id, slot, seats };
}

export const tab1 = placeOf(TAB1, '00');
export const tab2 = placeOf(TAB2, '01');
export const tab3 = placeOf(TAB3, '02');

export const recordOf = ({ slot }: ConnectionPlace): Values => ({ last_changed: NOW, slot });
export const oldRecordOf = ({ slot }: ConnectionPlace): Values => ({ last_changed: OLD, slot });

/** An old lease, by its path. */
export const oldLeaseOf = ({ uid, id, slot }: ConnectionPlace): Values => ({ [leasePath(uid, slot)]: { id, at: OLD } });

export const flatOnline: Values = { state: 'online', last_changed: OLD };
export const oneTab: Values = { connections: { [TAB1]: oldRecordOf(tab1) }, last_changed: OLD };
export const twoTabs: Values = {
  connections: { [TAB1]: oldRecordOf(tab1), [TAB2]: oldRecordOf(tab2) },
  last_changed: OLD,
};
export const departed: Values = { last_changed: OLD, left_at: OLD };

/** Ids of the right length that the rules refuse. */
export const MALFORMED_IDS = ['a b', 'a:b', 'a+b', 'a=b', 'a,b', "a'b", '~', 'é', '\u{1f600}', 'tab\u2028'].map(idOf);

/** Places of connections with the malformed ids. */
export const malformedTabs = MALFORMED_IDS.map((id, index) => placeOf(id, `1${index}`));

/** Alice has a lease for each connection that a request writes. So only the rules of the node decide. */
export const leases: Values = Object.assign({}, ...[tab1, tab2, tab3, ...malformedTabs].map(oldLeaseOf));

export function sets(value: unknown, path = NODE): Pick<NodeRequest, 'asks'> {
  return { asks: (database) => database.ref(path).set(value) };
}

export function updates(values: Values, path = NODE): Pick<NodeRequest, 'asks'> {
  return { asks: (database) => database.ref(path).update(values) };
}

/** A multi-path update of the root. */
export function writes(values: Values): Pick<NodeRequest, 'asks'> {
  return updates(values, '/');
}

export function removes(path: string): Pick<NodeRequest, 'asks'> {
  return { asks: (database) => database.ref(path).remove() };
}

export function reads(path: string): Pick<NodeRequest, 'asks'> {
  return { asks: (database) => database.ref(path).get() };
}

export function armsUpdate(values: Values): Pick<NodeRequest, 'asks'> {
  return { asks: (database) => database.ref().onDisconnect().update(values) };
}
