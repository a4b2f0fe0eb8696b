import type { Finding } from '../finding.ts';
import { canonical, isObject, type Json, lineOf, nodeAt, propertyAt, valueAt } from '../text/json.ts';
import { type BlockState, blockState } from './block-state.ts';
import { type DatabaseBlock, ownDatabaseValue } from './own-rules.ts';

/** What the Realtime Database rules have in the place of one of our blocks. */
export function databaseBlockState(rules: Json, name: DatabaseBlock, wrote?: string): BlockState {
  return stateOfValue(valueAt(rules, 'rules', name), name, wrote);
}

function stateOfValue(value: unknown, name: DatabaseBlock, wrote?: string): BlockState {
  return blockState({
    found: value === undefined ? null : canonical(value),
    own: canonical(ownDatabaseValue(name)),
    looksLikeOurs: canonical(value ?? null).includes(name === 'status' ? '"$connectionId"' : '"leases"'),
    wrote,
  });
}

/** The paths at which a block differs from ours, such as `presence/rooms/$roomId/.read`. */
export function differences(name: string, found: unknown, own: unknown): string[] {
  if (!isObject(found) || !isObject(own)) return canonical(found ?? null) === canonical(own ?? null) ? [] : [name];
  const keys = new Set([...Object.keys(own), ...Object.keys(found)]);
  return [...keys].flatMap((key) => differences(`${name}/${key}`, found[key], own[key]));
}

/** Rules at the top grant what they allow at every place below, so our blocks cannot take it back. */
export function rulesAbove(rules: Json): Finding[] {
  return ['.read', '.write'].flatMap((kind) => {
    const node = nodeAt(rules, 'rules', kind);
    const value = valueAt(rules, 'rules', kind);
    if (node === undefined || value === false || value === 'false') return [];
    const everywhere =
      kind === '.read' ? 'read every place, also who is invisible' : 'write every place, also the status of others';
    return [
      {
        code: 'rules-above',
        severity: 'warning',
        file: rules.path,
        line: lineOf(rules, node),
        what: `"${kind}": ${JSON.stringify(value)} at the top lets clients ${everywhere}. The rules of presence below cannot take that back.`,
        fix: `Move "${kind}" from the top to the places that need it.`,
      },
    ];
  });
}

/** The line of one of our blocks in a file. */
export function lineOfBlock(rules: Json, name: string): number | undefined {
  const node = propertyAt(rules, 'rules', name);
  return node && lineOf(rules, node);
}
