import { hashOf } from '../data/transaction-hash.ts';
import type { TreeNode } from '../data/tree.ts';

const OF_NOTHING = 'null_etag';

/** The ETag of the REST API is the transaction hash. An empty node has no hash, so its ETag is a constant. */
export function eTagHeader(node: TreeNode): { ETag: string } {
  return { ETag: hashOf(node) || OF_NOTHING };
}

export function hashFromETag(eTag: string): string {
  return eTag === OF_NOTHING ? '' : eTag;
}
