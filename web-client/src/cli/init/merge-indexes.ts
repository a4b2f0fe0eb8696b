import { indexExemption } from '../rules/indexes.ts';
import { ownIndexExemption } from '../rules/own-rules.ts';
import { insertFirst } from '../text/insert-first.ts';
import { insideOf, nodeAt, parseJson } from '../text/json.ts';
import type { Merge } from './merge.ts';

const SKELETON = '{\n  "indexes": [],\n  "fieldOverrides": []\n}\n';

/** Merges our index exemption into the indexes of Firestore. */
export function mergeIndexes(path: string, before: string | null, collection: string): Merge {
  const source = before ?? SKELETON;
  const state = indexExemption(parseJson(path, source), collection);
  const what = `the app sets the indexes of ${collection}.last_changed itself. The entry stays as it is.`;
  const fix = 'Keep it if a query needs the index. It limits presence to about 500 changes a second.';
  return {
    path,
    before,
    skeleton: SKELETON,
    after: state === 'missing' ? write(path, source, collection) : source,
    findings: state === 'other' ? [{ code: 'index-kept', severity: 'note', file: path, what, fix }] : [],
    marks: {},
  };
}

function write(path: string, text: string, collection: string): string {
  const json = parseJson(path, text);
  const overrides = nodeAt(json, 'fieldOverrides');
  if (overrides?.type === 'array') return insertFirst(text, insideOf(overrides), ownIndexExemption(collection), ',');
  return write(path, insertFirst(text, insideOf(json.root), '"fieldOverrides": []', ','), collection);
}
