import { FileProblem } from '../file-problem.ts';
import type { Finding } from '../finding.ts';
import { type BlockState, isWritten, markOf } from '../rules/block-state.ts';
import { firestoreBlockState, statusBlock, wildcardWrites } from '../rules/firestore-rules.ts';
import {
  braceProblem,
  condensed,
  documentsBlock,
  type MatchBlock,
  matchBlocks,
  rulesVersion,
  withoutComments,
} from '../rules/firestore-source.ts';
import { collectionOfMatch, ownFirestoreBlock, ownFirestoreMatch } from '../rules/own-rules.ts';
import { insertFirst } from '../text/insert-first.ts';
import { lineAt } from '../text/lines.ts';
import { removeBlock } from '../text/remove-block.ts';
import { replaceBlock } from '../text/replace-block.ts';
import { type EarlierPart, keptParts, marksOfKept } from './earlier-collections.ts';
import type { CollectionMergeOptions, Merge, MergeOptions } from './merge.ts';

const SKELETON = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
  }
}
`;

export type FirestoreMergeOptions = MergeOptions & CollectionMergeOptions;

/** Merges our block into the rules of Firestore. Removes that of an earlier collection. */
export function mergeFirestoreRules(path: string, before: string | null, options: FirestoreMergeOptions): Merge {
  if (before !== null) check(path, before);
  const source = before ?? SKELETON;
  const { collection, replace, wrote } = options;
  const name = ownFirestoreMatch(collection);
  const state = firestoreBlockState(source, collection, wrote[name]);
  const isOurs = state === 'current' || isWritten(state, replace);
  const earlier = earlierBlocks(source, options);
  const removed = earlier.filter(({ isUnchanged }) => isUnchanged);
  const after = isWritten(state, replace) ? write(path, source, collection, removed) : source;
  return {
    path,
    before,
    skeleton: SKELETON,
    after: removed.reduce(remove, after),
    findings: [
      ...findingsOf(path, source, state, options),
      ...(before === null ? replacesDeployed(path) : []),
      ...versionProblem(path, source),
      ...wildcardWrites(path, source, collection),
      ...keptParts(path, earlier),
    ],
    marks: {
      ...marksOfKept(wrote, (one) => one !== name && removed.every((part) => part.name !== one)),
      ...(isOurs && { [name]: markOf(condensed(ownFirestoreBlock(collection))) }),
    },
  };
}

function earlierBlocks(source: string, { inUse, wrote }: FirestoreMergeOptions): EarlierPart[] {
  return Object.entries(wrote).flatMap(([name, mark]) => {
    const collection = collectionOfMatch(name);
    const block = collection === null || inUse.includes(collection) ? undefined : statusBlock(source, collection);
    if (collection === null || block === undefined) return [];
    const isUnchanged = mark === markOf(condensed(source.slice(block.start, block.end)));
    return [{ name, collection, isUnchanged, line: lineAt(source, block.start) }];
  });
}

function check(path: string, source: string): void {
  const problem = braceProblem(source);
  if (problem === null) return;
  const fix = 'Correct the braces, then run the command again.';
  throw new FileProblem(path, lineAt(source, problem.offset), problem.what, fix);
}

/** In the place of an earlier block, if there is one. */
function write(path: string, source: string, collection: string, [earlier]: readonly EarlierPart[]): string {
  const block = ownFirestoreBlock(collection);
  const documents = documentsBlock(matchBlocks(source));
  const replaced = earlier && statusBlock(source, earlier.collection);
  const existing =
    statusBlock(source, collection) ?? (replaced?.parent?.start === documents?.start ? replaced : undefined);
  if (existing) return replaceBlock(source, rangeOf(existing), block);
  if (documents) return insertAt(source, documents.bodyStart, documents.end - 1, block);
  const uncommented = withoutComments(source);
  const service = /\bservice\s+cloud\.firestore\s*\{/.exec(uncommented);
  if (service === null) {
    const fix = 'Write service cloud.firestore { match /databases/{database}/documents { } }, or delete the file.';
    throw new FileProblem(path, null, 'the file has no service cloud.firestore', fix);
  }
  const around = `match /databases/{database}/documents {\n${block.replaceAll(/^(?=.)/gm, '  ')}\n}`;
  const start = service.index + service[0].length;
  return insertAt(source, start, uncommented.lastIndexOf('}'), around);
}

function remove(source: string, { collection }: EarlierPart): string {
  const block = statusBlock(source, collection);
  return block ? removeBlock(source, rangeOf(block)) : source;
}

function rangeOf({ start, end }: MatchBlock): { offset: number; length: number } {
  return { offset: start, length: end - start };
}

function insertAt(source: string, start: number, end: number, block: string): string {
  return insertFirst(source, { start, end }, block);
}

function findingsOf(
  path: string,
  source: string,
  state: BlockState,
  { collection, replace }: FirestoreMergeOptions,
): Finding[] {
  if (isWritten(state, replace) || state === 'current') return [];
  const place = { file: path, line: lineAt(source, statusBlock(source, collection)?.start ?? 0) };
  if (state === 'adapted') {
    const what = `the block ${ownFirestoreMatch(collection)} is that of presence with changes. It stays as it is.`;
    return [{ code: 'rules-adapted', severity: 'note', ...place, what, fix: 'To undo your changes: init --replace' }];
  }
  const what = `the app has rules of its own for the collection ${collection}. Presence keeps its documents there.`;
  const fix =
    'To give presence another collection, add --collection <name>. To replace these rules, add --replace. To keep presence in documents of your own: docs/5-rules-and-privacy.md, "Another collection".';
  return [{ code: 'name-taken', severity: 'error', ...place, what, fix }];
}

function versionProblem(path: string, source: string): Finding[] {
  if (rulesVersion(source) === '2') return [];
  const what = "the file does not begin with rules_version = '2';. The rules of presence need it.";
  const fix = 'Add that line. Then {name=**} also matches no segment: look at your rules that use it.';
  return [{ code: 'rules-version', severity: 'error', file: path, line: 1, what, fix }];
}

function replacesDeployed(path: string): Finding[] {
  const what =
    'there was no such file. If the project has rules, for example from the console, a deployment replaces them.';
  const fix = 'Copy those rules into the file before you deploy.';
  return [{ code: 'deployed-rules-replaced', severity: 'warning', file: path, what, fix }];
}
