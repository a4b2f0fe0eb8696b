import { parseRules } from 'database-emulator/rules';
import type firebase from 'firebase/compat/app';
import type { Values } from '../rules/status-node.ts';
import { exampleFor, type Place, pathFor, placesOf, writtenWhole } from './database-places.ts';
import { ALICE, BOB, NOW, type Party } from './examples.ts';

/** One request of an attack to the Realtime Database. */
export interface DatabaseOperation {
  title: string;
  /** The uid of the client. Null: a signed-out client. `guest`: an anonymous user. */
  as: string | null;
  /** The data before the request, by path. */
  initial: Values;
  asks: (client: DatabaseClient) => Promise<unknown>;
}

/** One device, with Firebase's SDK and with the REST API. */
export interface DatabaseClient {
  database: firebase.database.Database;
  rest: (method: string, path: string, body?: unknown) => Promise<void>;
}

type Asks = Pick<DatabaseOperation, 'asks'>;

export const sets = (path: string, value: unknown): Asks => ({ asks: ({ database }) => database.ref(path).set(value) });

export const updates = (path: string, values: Values): Asks => ({
  asks: ({ database }) => database.ref(path).update(values),
});

export const removes = (path: string): Asks => ({ asks: ({ database }) => database.ref(path).remove() });

export const transacts = (path: string, value: unknown): Asks => ({
  asks: ({ database }) => database.ref(path).transaction(() => value),
});

export const armsSet = (path: string, value: unknown): Asks => ({
  asks: ({ database }) => database.ref(path).onDisconnect().set(value),
});

export const armsUpdate = (path: string, values: Values): Asks => ({
  asks: ({ database }) => database.ref(path).onDisconnect().update(values),
});

export const armsRemove = (path: string): Asks => ({
  asks: ({ database }) => database.ref(path).onDisconnect().remove(),
});

export const calls = (method: string, path: string, body?: unknown): Asks => ({
  asks: ({ rest }) => rest(method, path, body),
});

/** The places of the rules, and the data of a database in which both parties have written all examples. */
export interface Ground {
  root: Place;
  /** The topmost places that can be written. */
  roots: Place[];
  nothing: Values;
  everything: Values;
}

/** Some time before every request. */
export const OLD = Date.UTC(2026, 0, 1);

export function groundOf(rules: string): Ground {
  const root = placesOf(parseRules(rules).root);
  const roots = writtenWhole(root);
  return { root, roots, nothing: {}, everything: { ...oldDataOf(roots, ALICE), ...oldDataOf(roots, BOB) } };
}

/** One update that writes every place of the party. */
export function writesOf(roots: readonly Place[], party: Party): Values {
  return Object.fromEntries(roots.map((place) => [pathFor(place.path, party), exampleFor(place, party)]));
}

/** The same data, written at an earlier time. */
export function oldDataOf(roots: readonly Place[], party: Party): Values {
  return Object.fromEntries(Object.entries(writesOf(roots, party)).map(([path, value]) => [path, aged(value)]));
}

export function aged(value: unknown): unknown {
  if (value === NOW) return OLD;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, aged(child)]));
}

/** Returns the tree with another value at one path; null removes the value. */
export function put(tree: unknown, [key, ...below]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const children = typeof tree === 'object' && tree !== null && tree !== NOW ? Object.entries(tree) : [];
  const before = Object.fromEntries(children);
  return { ...before, [key]: put(before[key], below, value) };
}
