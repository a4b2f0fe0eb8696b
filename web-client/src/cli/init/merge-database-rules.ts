import type { Finding } from '../finding.ts';
import { type BlockState, isWritten, markOf } from '../rules/block-state.ts';
import { databaseBlockState, lineOfBlock, rulesAbove } from '../rules/database-rules.ts';
import { DATABASE_BLOCKS, type DatabaseBlock, ownDatabaseBlock, ownDatabaseValue } from '../rules/own-rules.ts';
import { insertFirst } from '../text/insert-first.ts';
import { canonical, insideOf, nodeAt, parseJson, propertyAt } from '../text/json.ts';
import { replaceBlock } from '../text/replace-block.ts';
import type { Merge, MergeOptions } from './merge.ts';

const SKELETON = '{\n  "rules": {}\n}\n';

/** Merges our two blocks into the rules of the Realtime Database. */
export function mergeDatabaseRules(path: string, before: string | null, { replace, wrote }: MergeOptions): Merge {
  const merge: Merge = { path, before, skeleton: SKELETON, after: before ?? SKELETON, findings: [], marks: {} };
  // The last one first, because each is inserted at the top.
  for (const name of DATABASE_BLOCKS.toReversed()) {
    const state = databaseBlockState(parseJson(path, merge.after), name, wrote[name]);
    if (isWritten(state, replace)) merge.after = write(path, merge.after, name);
    else merge.findings.unshift(...findingsOf(path, before ?? '', name, state));
    if (state === 'current' || isWritten(state, replace)) merge.marks[name] = markOf(canonical(ownDatabaseValue(name)));
  }
  if (before !== null) merge.findings.push(...rulesAbove(parseJson(path, before)));
  else merge.findings.push(...replacesDeployed(path));
  return merge;
}

function write(path: string, text: string, name: DatabaseBlock): string {
  const json = parseJson(path, text);
  const existing = propertyAt(json, 'rules', name);
  if (existing) return replaceBlock(text, existing, ownDatabaseBlock(name));
  const rules = nodeAt(json, 'rules');
  if (rules?.type === 'object') return insertFirst(text, insideOf(rules), ownDatabaseBlock(name), ',');
  return write(path, insertFirst(text, insideOf(json.root), '"rules": {}', ','), name);
}

function findingsOf(path: string, text: string, name: DatabaseBlock, state: BlockState): Finding[] {
  const place = { file: path, line: lineOfBlock(parseJson(path, text), name) };
  if (state === 'adapted') {
    const what = `the block "${name}" is that of presence with changes. It stays as it is.`;
    return [{ code: 'rules-adapted', severity: 'note', ...place, what, fix: 'To undo your changes: init --replace' }];
  }
  if (state !== 'taken') return [];
  const what = `the app has rules of its own for /${name}. Presence needs that path.`;
  const fix = 'Move your data and the rules to another path. Or add --replace, to let presence have the path.';
  return [{ code: 'name-taken', severity: 'error', ...place, what, fix }];
}

function replacesDeployed(path: string): Finding[] {
  const what =
    'there was no such file. If the project has rules, for example from the console, a deployment replaces them.';
  const fix = 'Copy those rules into the file before you deploy.';
  return [{ code: 'deployed-rules-replaced', severity: 'warning', file: path, what, fix }];
}
