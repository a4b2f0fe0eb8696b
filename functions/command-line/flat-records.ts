import { statusPath } from '@firebase-presence/contract';
import { type Instance, pagesOfNodes } from '../src/databases.ts';

export interface FlatRecords {
  instances: Instance[];
  /** True to find the records without changing them. */
  dryRun: boolean;
  /** How many nodes are read at once. */
  batch: number;
}

/**
 * Sets the flat records of documentation-style clients from online to offline. They have no lease, so nothing else ends a record whose
 * `onDisconnect` failed. The record of a living client ends too, until that client connects again.
 *
 * Does not change last seen, because no data contains a better time.
 *
 * @returns the uids of these users
 */
export async function endFlatRecords({ instances, dryRun, batch }: FlatRecords): Promise<string[]> {
  const ended: string[] = [];
  for (const instance of instances) {
    for await (const page of pagesOfNodes(instance, batch)) {
      const uids = page.filter(([, node]) => isOnline(node)).map(([uid]) => uid);
      if (!dryRun)
        await Promise.all(uids.map((uid) => instance.root.child(statusPath(uid)).update({ state: 'offline' })));
      ended.push(...uids);
    }
  }
  return ended;
}

function isOnline(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'state' in node && node.state === 'online';
}
