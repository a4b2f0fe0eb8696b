import { createHash } from 'node:crypto';

/**
 * What a file has in the place of a block of ours.
 *
 * `missing`: nothing. `current`: our block. `old`: our block, as an earlier `init` wrote it. `adapted`: our block, changed by the app.
 * `taken`: rules of the app that are not ours.
 */
export type BlockState = 'missing' | 'current' | 'old' | 'adapted' | 'taken';

export interface BlockFacts {
  /** The block in the file, in a form in which equal blocks are equal; null if there is none. */
  found: string | null;
  /** Our block, in the same form. */
  own: string;
  /** True if the block looks like ours. */
  looksLikeOurs: boolean;
  /** The mark of the block that `init` wrote; undefined if it wrote none. */
  wrote: string | undefined;
}

export function blockState({ found, own, looksLikeOurs, wrote }: BlockFacts): BlockState {
  if (found === null) return 'missing';
  if (found === own) return 'current';
  if (wrote === markOf(found)) return 'old';
  return looksLikeOurs ? 'adapted' : 'taken';
}

/** A short mark of a block, for the record of `init`. */
export function markOf(block: string): string {
  return createHash('sha256').update(block).digest('hex').slice(0, 16);
}

/** True if `init` writes our block there. */
export function isWritten(state: BlockState, replace: boolean): boolean {
  return state === 'missing' || state === 'old' || (replace && state !== 'current');
}
