import { hashOf } from '../data/transaction-hash.ts';
import type { TreeNode } from '../data/tree.ts';

const OF_NOTHING = 'null_etag';

/** The REST API's ETag is the transaction hash; of nothing, which has no hash, it is a word of its own. */
export function eTagHeader(node: TreeNode): { ETag: string } {
  return { ETag: hashOf(node) || OF_NOTHING };
}

export function hashFromETag(eTag: string): string {
  return eTag === OF_NOTHING ? '' : eTag;
}
