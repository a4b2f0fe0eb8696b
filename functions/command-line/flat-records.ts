import { statusPath } from '@firebase-presence/contract';
import { type Instance, pagesOfNodes } from '../src/databases.ts';

export interface FlatRecords {
  instances: Instance[];
  /** Only looks. */
  dryRun: boolean;
  /** How many nodes are read at once. */
  batch: number;
}

/**
 * Ends the records that clients in the style of Firebase's documentation have left online: these hold no lease, so nothing else ever ends
 * one whose `onDisconnect` failed. One of a client that lives is ended too, until that connects again.
 *
 * When the person was last seen stays as it was, for nobody knows better.
 *
 * @returns the uids
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
