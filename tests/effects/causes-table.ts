import { BUDGETS } from '../../contract/index.ts';
import { CHANGE_INTERVAL_MS } from '../../functions/src/mirror.ts';
import type { Effect } from '../kit/attacker/index.ts';
import { LIMITS } from './limits.ts';

/** How many bytes the watcher of a room receives for one write, at most. */
export interface BytesToRoom {
  seat: number;
  typing: number;
}

/** The table of docs/5-rules-and-privacy.md. */
export function causesTable(effects: readonly Effect[], bytes: BytesToRoom): string {
  return [
    '| What the account does | Accepted writes | Function runs for each write | Changes of its status document | What a watcher receives | What limits it |',
    '|---|---|---|---|---|---|',
    ...effects.map((effect) => {
      const cells = [
        effect.title,
        accepted(effect),
        effect.runs,
        changes(effect),
        received(effect, bytes),
        limit(effect),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

function accepted({ budget }: Effect): string {
  if (budget === null) return 'any number';
  const minutes = BUDGETS[budget.kind].windowMs / 60_000;
  return `${budget.most} in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`;
}

function changes({ changes }: Effect): string {
  if (changes === 'never') return '0';
  return changes === 'once' ? '1' : `${LIMITS.changesPerMinute} a minute`;
}

function received(effect: Effect, bytes: BytesToRoom): string {
  if (effect.toRoom !== null) return `each write: ${bytes[effect.toRoom].toLocaleString('en-US')} bytes at most`;
  return effect.changes === 'never' ? 'nothing' : 'each change: one document read';
}

function limit({ budget, changes, runs }: Effect): string {
  const limits = [
    ...(budget ? [`the budget \`${budget.kind}\`, in the rules`] : []),
    ...(changes === 'interval' ? [`a document changes at most once in ${CHANGE_INTERVAL_MS / 1000} seconds`] : []),
    ...(changes === 'once' ? ['a [stamp](../functions/src/user-change.ts) is no loss, and delays `offline` once'] : []),
  ];
  return limits.join('; ') || (runs === 0 ? 'nothing runs' : '');
}
