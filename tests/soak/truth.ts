import { LEASE_ROOT } from '../../contract/index.ts';
import { instanceAt } from '../../functions/src/databases.ts';
import { repair } from '../../functions/src/repair.ts';
import { shallowKeys } from '../kit/functions/index.ts';
import * as suite from '../kit/suite.ts';

/**
 * Compares both databases with what the clients know of themselves.
 *
 * @param here the uid of each tab in which somebody is present
 * @returns one sentence for each difference
 */
export async function differences(uids: readonly string[], here: readonly string[]): Promise<string[]> {
  const { database, firestore } = suite.admin();
  const [nodes, leases, documents] = await Promise.all([
    database.ref('status').get(),
    database.ref(LEASE_ROOT).get(),
    firestore.collection('status').get(),
  ]);
  const states = new Map(documents.docs.map((document) => [document.id, document.get('state')]));
  const wrong: string[] = [];
  for (const uid of uids) {
    const tabs = here.filter((one) => one === uid).length;
    const connections = nodes.child(`${uid}/connections`).numChildren();
    if (connections !== tabs) wrong.push(`${uid} is present in ${tabs} tabs, and has ${connections} connections`);
    const expected = tabs > 0 ? 'online' : 'offline';
    if (states.get(uid) !== expected)
      wrong.push(`${uid} should be ${expected}, and is ${states.get(uid) ?? 'unknown'}`);
  }
  if (leases.numChildren() !== here.length) wrong.push(`${here.length} tabs hold ${leases.numChildren()} leases`);
  return wrong;
}

/** What the repair would mend if it ran now. */
export async function disagreements(): Promise<number> {
  const { app, firestore } = suite.admin();
  const found = await repair({
    instances: [instanceAt(app, suite.DATABASE_URL)],
    firestore,
    collection: 'status',
    shallowKeys,
    dryRun: true,
    batch: 200,
  });
  return found.disagreements.length + found.unleased + found.ghosts + found.miscounted;
}
