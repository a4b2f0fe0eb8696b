import type { Finding } from '../finding.ts';
import { lineAt } from '../text/lines.ts';
import { type BlockState, blockState } from './block-state.ts';
import { type Allow, condensed, fullPath, type MatchBlock, matchBlocks } from './firestore-source.ts';
import { ownFirestoreBlock } from './own-rules.ts';

/** The block for the status documents; undefined if the source has none. */
export function statusBlock(source: string, collection: string): MatchBlock | undefined {
  return matchBlocks(source).find((block) => fullPath(block)?.match(/^\/(.*)\/\{[^{}=]+\}$/)?.[1] === collection);
}

/** What the Firestore rules have in the place of our block. */
export function firestoreBlockState(source: string, collection: string, wrote?: string): BlockState {
  const block = statusBlock(source, collection);
  const found = block ? condensed(source.slice(block.start, block.end)) : null;
  return blockState({
    found,
    own: condensed(ownFirestoreBlock(collection)),
    looksLikeOurs: (found ?? '').includes('presenceGoesOnline('),
    wrote,
  });
}

/** Blocks with wildcards that let clients write status documents. In Firestore, one rule that allows is enough. */
export function wildcardWrites(file: string, source: string, collection: string): Finding[] {
  const own = statusBlock(source, collection);
  const others = matchBlocks(source).filter(
    (block) => block.start !== own?.start && covers(fullPath(block), collection),
  );
  return others.flatMap(({ path, allows }) =>
    allows.filter(letsWrite).map(({ condition, offset }) => ({
      code: 'wildcard-write',
      severity: 'warning' as const,
      file,
      line: lineAt(source, offset),
      what: `match ${path} also covers ${collection}/{uid} and allows writes if ${shortened(condition)}. A client could write any status.`,
      fix: `Add to that condition: && ${elsewhere(collection)}, with the name of its wildcard in place of document. Or name the collections that need it.`,
    })),
  );
}

function covers(path: string | null, collection: string): boolean {
  const segments = path?.split('/').slice(1) ?? [];
  if (segments.length === 0) return false;
  const wanted = [...collection.split('/'), '{uid}'];
  for (const [index, segment] of segments.entries()) {
    if (/^\{[^{}]*=\*\*\}$/.test(segment)) return true;
    const isWildcard = segment.startsWith('{');
    if (!isWildcard && segment !== wanted[index]) return false;
  }
  return segments.length === wanted.length;
}

/** A condition that is true outside of the collection, in a block with the wildcard `{document=**}`. */
function elsewhere(collection: string): string {
  const segments = collection.split('/').map((segment, index) => `document[${index}] != '${segment}'`);
  return segments.length === 1 ? segments.join('') : `(${segments.join(' || ')})`;
}

function letsWrite({ methods, condition }: Allow): boolean {
  if (condition === 'false') return false;
  return methods.some((method) => ['write', 'create', 'update', 'delete'].includes(method));
}

function shortened(condition: string): string {
  const line = condition.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
