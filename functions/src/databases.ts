import {
  LEASE_ROOT,
  LEASE_SLOTS,
  type Lease,
  leaseKeyRange,
  leasePath,
  readLeasesOf,
  STATUS_ROOT,
  settingsPath,
  statusPath,
} from '@firebase-presence/contract';
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

/** One instance of the Realtime Database. */
export interface Instance {
  /** Its address, such as `https://app-default-rtdb.firebaseio.com`. */
  url: string;
  database: Database;
  root: Reference;
}

/** Instances by app and name. The Admin SDK throws if it opens one instance by two addresses, such as with and without a final slash. */
const opened = new WeakMap<App, Map<string, Instance>>();

export function instanceAt(app: App, url: string): Instance {
  const name = instanceName(url);
  const instances = opened.get(app) ?? new Map<string, Instance>();
  opened.set(app, instances);
  const instance = instances.get(name) ?? open(app, url);
  instances.set(name, instance);
  return instance;
}

function open(app: App, url: string): Instance {
  const database = getDatabaseWithUrl(url, app);
  return { url, database, root: database.ref() };
}

/** Reads the name of an instance from its address. Names are unique across all locations. @throws if the address is not a URL */
export function instanceName(url: string): string {
  if (!URL.canParse(url)) {
    const example = 'https://app-default-rtdb.firebaseio.com';
    throw new Error(`'${url}' is not the URL of a Realtime Database instance. Write it like ${example}.`);
  }
  const { hostname, searchParams } = new URL(url);
  return searchParams.get('ns') ?? hostname.split('.')[0] ?? hostname;
}

/**
 * Opens the Realtime Database instances that hold users. `urls` is the parameter PRESENCE_DATABASE_URLS; empty means the app's own
 * instance.
 */
export function instancesOf(app: App, urls: string): Instance[] {
  const list = urls
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
  return list.length === 0 ? [defaultInstance(app)] : list.map((url) => instanceAt(app, url));
}

function defaultInstance(app: App): Instance {
  const { databaseURL } = app.options;
  if (databaseURL !== undefined) return instanceAt(app, databaseURL);
  // Throws an error that explains that the app has no database.
  const database = getDatabase(app);
  return { url: database.ref().toString(), database, root: database.ref() };
}

/** Reads both nodes of a user. */
export async function readUser(root: Reference, uid: string): Promise<UserNodes> {
  const paths = [statusPath(uid), settingsPath(uid)];
  const [status, settings] = await Promise.all(paths.map(async (path) => (await root.child(path).get()).val()));
  return { status, settings };
}

/**
 * Reads the leases of a user, at most one for each slot. Leaves out malformed ones. One query finds them, unless leases of other users are
 * between them. If users choose their uids, any number of users can choose one that begins with the uid of this user.
 */
export async function leasesOf(root: Reference, uid: string): Promise<Lease[]> {
  const [first, last] = leaseKeyRange(uid);
  const range = root.child(LEASE_ROOT).orderByKey().startAt(first).endAt(last);
  const found = childrenOf(await range.limitToFirst(LEASE_SLOTS.length + 1).get());
  return readLeasesOf(uid, found.length <= LEASE_SLOTS.length ? found : await eachLeaseOf(root, uid));
}

function eachLeaseOf(root: Reference, uid: string): Promise<[key: string, value: unknown][]> {
  const paths = LEASE_SLOTS.map((slot) => leasePath(uid, slot));
  return Promise.all(
    paths.map(async (path) => [path.slice(LEASE_ROOT.length + 1), (await root.child(path).get()).val()]),
  );
}

/** Reads the node of a user in each instance. Most instances have none. */
export function nodesOf(instances: Instance[], uid: string): Promise<DataSnapshot[]> {
  return Promise.all(instances.map(({ root }) => root.child(statusPath(uid)).get()));
}

/** Reads all nodes of an instance, one page at a time. */
export async function* pagesOfNodes({ root }: Instance, batch: number): AsyncGenerator<[uid: string, node: unknown][]> {
  const nodes = root.child(STATUS_ROOT).orderByKey().limitToFirst(batch);
  let page = childrenOf(await nodes.get());
  while (page.length > 0) {
    yield page;
    const [last = ''] = page.at(-1) ?? [];
    page = childrenOf(await nodes.startAfter(last).get());
  }
}

/**
 * Finds the instance that holds a user. If several do, it is the one that changed last, because the app may have moved the user. If none
 * does, it is the first.
 */
export async function instanceOfUser(instances: Instance[], uid: string): Promise<Instance | undefined> {
  if (instances.length <= 1) return instances[0];
  const nodes = await nodesOf(instances, uid);
  const changed = nodes.map((node) => Number(node.child('last_changed').val()));
  const latest = changed.reduce((best, time, index) => (time > (changed[best] ?? 0) ? index : best), 0);
  return instances[latest];
}

/**
 * Reads the database's own clock, in milliseconds since the epoch: writes the time below /presence/marks and reads it back. An operator can
 * see there when a function last ran.
 */
export async function serverTime(root: Reference, name: string): Promise<number> {
  const timestamp = root.child(`presence/marks/${name}`);
  await timestamp.set(ServerValue.TIMESTAMP);
  return Number((await timestamp.get()).val());
}

/** Lists the children of a node in the order of the query. */
export function childrenOf(snapshot: DataSnapshot): [key: string, value: unknown][] {
  const found: [string, unknown][] = [];
  snapshot.forEach((child) => {
    found.push([child.key, child.val()]);
  });
  return found;
}
