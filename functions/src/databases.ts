import { STATUS_ROOT, settingsPath, statusPath } from '@firebase-presence/contract';
import type { App } from 'firebase-admin/app';
import {
  type Database,
  type DataSnapshot,
  getDatabase,
  getDatabaseWithUrl,
  type Reference,
  ServerValue,
} from 'firebase-admin/database';
import type { UserNodes } from './mirror.ts';

/** The Realtime Database instances that hold users. `urls` is the parameter of that name. */
export function databasesOf(app: App, urls: string): Database[] {
  const list = urls
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
  return list.length === 0 ? [getDatabase(app)] : list.map((url) => getDatabaseWithUrl(url, app));
}

/** What a database instance holds of a user. */
export async function readUser(root: Reference, uid: string): Promise<UserNodes> {
  const paths = [statusPath(uid), settingsPath(uid)];
  const [status, settings] = await Promise.all(paths.map(async (path) => (await root.child(path).get()).val()));
  return { status, settings };
}

/** The node of a user in each instance, most of them absent. */
export function nodesOf(databases: Database[], uid: string): Promise<DataSnapshot[]> {
  return Promise.all(databases.map((database) => database.ref(statusPath(uid)).get()));
}

/** All users of an instance with what it holds of them, a page at a time. */
export async function* pagesOfNodes(database: Database, batch: number): AsyncGenerator<[uid: string, node: unknown][]> {
  const nodes = database.ref(STATUS_ROOT).orderByKey().limitToFirst(batch);
  let page = Object.entries((await nodes.get()).val() ?? {});
  while (page.length > 0) {
    yield page;
    const [last = ''] = page.at(-1) ?? [];
    page = Object.entries((await nodes.startAfter(last).get()).val() ?? {});
  }
}

/** The instance that holds a user: of several, the one that changed last, for the app may have moved the user; of none, the first. */
export async function homeOf(databases: Database[], uid: string): Promise<Reference | undefined> {
  const [only] = databases;
  if (databases.length === 1) return only?.ref();
  const changed = (node: DataSnapshot): number => Number(node.child('last_changed').val());
  const [latest] = (await nodesOf(databases, uid)).sort((one, other) => changed(other) - changed(one));
  return latest?.ref.root;
}

/**
 * The database's own clock, in milliseconds since the epoch: no other is used. Leaves the mark, which tells an operator when
 * this was last asked.
 */
export async function serverTime(root: Reference, mark: string): Promise<number> {
  const place = root.child(mark);
  await place.set(ServerValue.TIMESTAMP);
  return Number((await place.get()).val());
}
