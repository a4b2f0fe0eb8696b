import { LEASE_ROOT } from '../../contract/index.ts';
import { instanceAt } from '../../functions/src/databases.ts';
import { repair } from '../../functions/src/repair.ts';
import { rest, shallowKeys } from '../kit/functions/index.ts';
import * as suite from '../kit/suite.ts';

/**
 * Compares both databases with the tabs that are present.
 *
 * @param present the uid of each tab whose user is present
 * @returns one sentence for each difference
 */
export async function differences(uids: readonly string[], present: readonly string[]): Promise<string[]> {
  const { database, firestore } = suite.admin();
  const [nodes, leases, documents] = await Promise.all([
    database.ref('status').get(),
    database.ref(LEASE_ROOT).get(),
    firestore.collection('status').get(),
  ]);
  const states = new Map(documents.docs.map((document) => [document.id, document.get('state')]));
  const wrong: string[] = [];
  for (const uid of uids) {
    const tabs = present.filter((one) => one === uid).length;
    const connections = nodes.child(`${uid}/connections`).numChildren();
    if (connections !== tabs) wrong.push(`${uid} is present in ${tabs} tabs, and has ${connections} connections`);
    const expected = tabs > 0 ? 'online' : 'offline';
    if (states.get(uid) !== expected)
      wrong.push(`${uid} should be ${expected}, and is ${states.get(uid) ?? 'unknown'}`);
  }
  if (leases.numChildren() !== present.length) wrong.push(`${present.length} tabs have ${leases.numChildren()} leases`);
  return wrong;
}

/** Counts what the repair would correct now. */
export async function disagreements(): Promise<number> {
  const { app, firestore } = suite.admin();
  const found = await repair({
    instances: [instanceAt(app, suite.DATABASE_URL)],
    firestore,
    collection: 'status',
    targets: 'firestore',
    shallowKeys,
    rest,
    dryRun: true,
    batch: 200,
  });
  return found.disagreements.length + found.unleasedConnections + found.unleasedSeats + found.miscountedRooms;
}
