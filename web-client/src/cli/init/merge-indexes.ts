import { markOf } from '../rules/block-state.ts';
import { exemptionAt, indexExemption } from '../rules/indexes.ts';
import { collectionGroupOf, groupOfExemption, ownExemptionName, ownIndexExemption } from '../rules/own-rules.ts';
import { insertFirst } from '../text/insert-first.ts';
import { canonical, insideOf, lineOf, nodeAt, parseJson, removeAt } from '../text/json.ts';
import { replaceBlock } from '../text/replace-block.ts';
import { type EarlierPart, keptParts, marksOfKept } from './earlier-collections.ts';
import type { CollectionMergeOptions, Merge } from './merge.ts';

const SKELETON = '{\n  "indexes": [],\n  "fieldOverrides": []\n}\n';

/** Merges our index exemption into the indexes of Firestore. Removes that of an earlier collection. */
export function mergeIndexes(path: string, before: string | null, options: CollectionMergeOptions): Merge {
  const source = before ?? SKELETON;
  const { collection, wrote } = options;
  const name = ownExemptionName(collectionGroupOf(collection));
  const state = indexExemption(parseJson(path, source), collection);
  const earlier = earlierExemptions(path, source, options);
  const removed = earlier.filter(({ isUnchanged }) => isUnchanged);
  const what = `the app sets the indexes of ${collection}.last_changed itself. The entry stays as it is.`;
  const fix = 'Keep it if a query needs the index. It limits presence to about 500 changes a second.';
  const after = state === 'missing' ? write(path, source, collection, removed) : source;
  const own = state === 'missing' ? { [name]: markOf(canonical(entryOf(path, after, collection))) } : {};
  return {
    path,
    before,
    skeleton: SKELETON,
    after: removed.reduce((text, part) => remove(path, text, part), after),
    findings: [
      ...(state === 'other' ? [{ code: 'index-kept', severity: 'note' as const, file: path, what, fix }] : []),
      ...keptParts(path, earlier),
    ],
    marks: { ...marksOfKept(wrote, (one) => removed.every((part) => part.name !== one)), ...own },
  };
}

function earlierExemptions(path: string, source: string, { inUse, wrote }: CollectionMergeOptions): EarlierPart[] {
  const json = parseJson(path, source);
  const groups = inUse.map(collectionGroupOf);
  return Object.entries(wrote).flatMap(([name, mark]) => {
    const group = groupOfExemption(name);
    const found = groups.includes(group) ? null : exemptionAt(json, group);
    const node = found && nodeAt(json, 'fieldOverrides', found.index);
    if (!found || !node) return [];
    const isUnchanged = mark === markOf(canonical(found.entry));
    return [{ name, collection: group, isUnchanged, line: lineOf(json, node) }];
  });
}

function entryOf(path: string, text: string, collection: string): unknown {
  return exemptionAt(parseJson(path, text), collection)?.entry;
}

/** In the place of an earlier exemption, if there is one. */
function write(path: string, text: string, collection: string, [earlier]: readonly EarlierPart[] = []): string {
  const json = parseJson(path, text);
  const place = earlier && exemptionAt(json, earlier.collection);
  const node = place && nodeAt(json, 'fieldOverrides', place.index);
  if (node) return replaceBlock(text, node, ownIndexExemption(collection));
  const overrides = nodeAt(json, 'fieldOverrides');
  if (overrides?.type === 'array') return insertFirst(text, insideOf(overrides), ownIndexExemption(collection), ',');
  return write(path, insertFirst(text, insideOf(json.root), '"fieldOverrides": []', ','), collection);
}

function remove(path: string, text: string, { collection }: EarlierPart): string {
  const found = exemptionAt(parseJson(path, text), collection);
  return found ? removeAt(text, ['fieldOverrides', found.index]) : text;
}
