import { statusPath } from '@firebase-presence/contract';
import type { App } from 'firebase-admin/app';
import { type Database, getDatabase, getDatabaseWithUrl, type Reference, ServerValue } from 'firebase-admin/database';

/** The Realtime Database instances that hold users. `urls` is the parameter of that name. */
export function databasesOf(app: App, urls: string): Database[] {
  const list = urls
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
  return list.length === 0 ? [getDatabase(app)] : list.map((url) => getDatabaseWithUrl(url, app));
}

/** The node of a user, in whichever instance holds it; where none does, it is absent from the first. */
export async function nodeOf(databases: Database[], uid: string): Promise<Reference> {
  const places = databases.map((database) => database.ref(statusPath(uid)));
  const nodes = places.length > 1 ? await Promise.all(places.map((place) => place.get())) : [];
  const [first] = places;
  if (!first) throw new Error('There is no database instance to look into');
  return nodes.find((node) => node.exists())?.ref ?? first;
}

/**
 * The database's own clock, in milliseconds since the epoch: no other is used. Leaves the mark, which tells an operator when
 * this was last asked.
 */
export async function serverTime(database: Database, mark: string): Promise<number> {
  const place = database.ref(mark);
  await place.set(ServerValue.TIMESTAMP);
  return Number((await place.get()).val());
}
