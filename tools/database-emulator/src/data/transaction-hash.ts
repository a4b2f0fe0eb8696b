import { createHash } from 'node:crypto';
import { compareEntries } from '../listening/query.ts';
import { isEmpty, type Leaf, type TreeNode } from './tree.ts';

/** The hash by which a client names the value that it expects at a path. It is also the ETag of the REST API. */
export function hashOf(node: TreeNode): string {
  if (isEmpty(node)) {
    return '';
  }
  const priority = node.priority === null ? '' : `priority:${hashedLeaf(node.priority)}:`;
  const content = node.value === null ? hashedChildren(node) : hashedLeaf(node.value);
  return createHash('sha1')
    .update(priority + content, 'utf8')
    .digest('base64');
}

function hashedChildren(node: TreeNode): string {
  return [...node.children]
    .sort((a, b) => compareEntries(a, b, { kind: 'priority' }))
    .map(([key, child]) => `:${key}:${hashOf(child)}`)
    .join('');
}

/** A number is written as the 16 hex digits of its big-endian IEEE 754 double. */
function hashedLeaf(value: Leaf): string {
  if (typeof value !== 'number') {
    return `${typeof value}:${value}`;
  }
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return `number:${bytes.toString('hex')}`;
}
