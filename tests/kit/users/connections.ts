import { type ConnectionPlace, leasePath, randomId, readSeats, statusPath } from '../../../contract/index.ts';
import { instanceName } from '../../../functions/src/databases.ts';
import { askAsOwner } from '../ask-as-owner.ts';
import * as suite from '../suite.ts';

/** Reads the node of a user from the server. While a test listens to the node, the SDK would answer with what the listener has received. */
export async function node({ uid }: { uid: string }): Promise<Record<string, unknown> | null> {
  const { host, port } = suite.database();
  const instance = instanceName(suite.DATABASE_URL);
  const url = `http://${host}:${port}/status/${encodeURIComponent(uid)}.json?ns=${instance}`;
  return JSON.parse(await askAsOwner('GET', url));
}

/** Reads the connections of a user, with the seats that their leases name. */
export async function places({ uid }: { uid: string }, database = suite.admin().database): Promise<ConnectionPlace[]> {
  const records = (await database.ref(`${statusPath(uid)}/connections`).get()).val() ?? {};
  return await Promise.all(
    Object.entries<Record<string, unknown>>(records).map(async ([id, { slot }]) => {
      const lease = await database.ref(leasePath(uid, String(slot))).get();
      return { uid, id, slot: String(slot), seats: readSeats(lease.child('rooms').val()) };
    }),
  );
}

/** The place of a new connection. */
export function place({ uid }: { uid: string }, slot: string): ConnectionPlace {
  return { uid, id: randomId((bytes) => crypto.getRandomValues(bytes)), slot, seats: [] };
}

/** Reads the ids of the connections of a user. */
export async function connections(someone: { uid: string }): Promise<string[]> {
  return Object.keys((await node(someone))?.connections ?? {});
}
