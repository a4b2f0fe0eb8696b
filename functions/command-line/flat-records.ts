import { statusPath } from '@firebase-presence/contract';
import { type Instance, pagesOfNodes } from '../src/databases.ts';

export interface FlatRecords {
  instances: Instance[];
  /** True to report only, and to write nothing. */
  dryRun: boolean;
  /** How many nodes one query reads. */
  batch: number;
}

/**
 * Sets all flat records that say `online` to `offline`. A flat record has no lease, so the sweeper cannot find one whose `onDisconnect`
 * failed. A documentation-style client that is still connected is set to `offline` too, until it connects again. Does not change last seen,
 * because the real end of the connection is unknown.
 *
 * @returns the uids of the changed records
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
