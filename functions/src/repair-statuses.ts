import { aggregate, PUBLIC_ROOT, readPublicStatus } from '@firebase-presence/contract';
import type { Reference } from 'firebase-admin/database';
import { FieldPath } from 'firebase-admin/firestore';
import { childrenOf } from './databases.ts';
import type { Repair } from './repair-report.ts';

/*
 * Which users the repair has to compare, a page of uids at a time.
 */

/** The users whose status document says `online`. */
export async function* onlineDocuments({
  firestore,
  collection,
  batch,
}: Pick<Repair, 'firestore' | 'collection' | 'batch'>): AsyncGenerator<string[]> {
  const online = firestore
    .collection(collection)
    .where('state', '==', 'online')
    .orderBy(FieldPath.documentId())
    .select()
    .limit(batch);
  let page = await online.get();
  while (page.docs.length > 0) {
    yield page.docs.map(({ id }) => id);
    page = await online.startAfter(page.docs.at(-1)?.id).get();
  }
}

/** The users whose public status says `online`. */
export async function* onlinePublicStatuses(
  root: Reference,
  { batch }: Pick<Repair, 'batch'>,
): AsyncGenerator<string[]> {
  const online = root.child(PUBLIC_ROOT).orderByChild('state').endAt('online').limitToFirst(batch);
  let page = childrenOf(await online.startAt('online').get());
  while (page.length > 0) {
    yield page.map(([uid]) => uid);
    const [last = ''] = page.at(-1) ?? [];
    page = childrenOf(await online.startAfter('online', last).get());
  }
}

/**
 * Of a page of nodes, in the order of their keys: the users who are online, whose public status is missing, or whose public status has
 * another state. So the repair also fills a target that was just switched on.
 */
export async function uidsToCompare(root: Reference, nodes: [uid: string, node: unknown][]): Promise<string[]> {
  const [first, last] = [nodes.at(0), nodes.at(-1)];
  if (!first || !last) return [];
  const range = root.child(PUBLIC_ROOT).orderByKey().startAt(first[0]).endAt(last[0]);
  const stored = new Map(childrenOf(await range.get()));
  const differs = ([uid, node]: [string, unknown]): boolean => {
    const { state } = aggregate(node, 0);
    return state === 'online' || readPublicStatus(stored.get(uid))?.status.state !== state;
  };
  return nodes.filter(differs).map(([uid]) => uid);
}
