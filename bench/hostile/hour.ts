import { BUDGETS } from '../../contract/index.ts';
import { CHANGE_INTERVAL_MS } from '../../functions/src/mirror.ts';
import type { Effect } from '../../tests/kit/attacker/index.ts';
import { assumed } from '../simulate/assumptions.ts';
import { priceOf } from '../simulate/price-of.ts';
import type { Sample } from './measure.ts';

const HOUR_MS = 3_600_000;

/** About how many writes an instance of the Realtime Database takes, by its documentation. No account can make more. */
const MOST_WRITES_A_SECOND = 1000;

/** All that is due in one second shares a tick. */
const MOST_TICKS = HOUR_MS / 1000;

/** What one account causes in an hour. */
export interface Hour {
  readonly writes: number;
  readonly calls: number;
  readonly bytesToFunctions: number;
  readonly documentWrites: number;
  readonly documentReads: number;
  readonly dollars: number;
}

/** Calculates an hour of the most that the rules accept, from a sample. */
export function hourOf({ budget, changes }: Pick<Effect, 'budget' | 'changes'>, { accepted, counts }: Sample): Hour {
  const writes =
    budget === null ? MOST_WRITES_A_SECOND * (HOUR_MS / 1000) : (budget.most * HOUR_MS) / BUDGETS[budget.kind].windowMs;
  const each = (metric: string): number => ((counts.get(metric) ?? 0) / accepted) * writes;
  const runs = each('function calls');
  const hour = {
    writes,
    // A run that changes nothing asks for no tick. An account whose writes run no function starts none.
    calls: runs + (runs > 0 ? Math.min(MOST_TICKS, runs) : 0),
    bytesToFunctions: each('RTDB bytes down to the function'),
    documentWrites: documentWritesOf(changes),
    documentReads: each('Firestore reads of the function'),
  };
  return { ...hour, dollars: dollarsOf(hour, runs) };
}

/** A document changes at most once in an interval, however fast the account writes. */
function documentWritesOf(changes: Effect['changes']): number {
  if (changes === 'never') return 0;
  return changes === 'once' ? 1 : HOUR_MS / CHANGE_INTERVAL_MS;
}

function dollarsOf(hour: Omit<Hour, 'dollars'>, runs: number): number {
  const ticks = hour.calls - runs;
  return (
    priceOf('functionCalls', hour.calls) +
    priceOf('functionProcessor', runs * assumed('eventProcessorSeconds') + ticks * assumed('tickProcessorSeconds')) +
    priceOf('taskOperations', ticks) +
    priceOf('logs', hour.calls * assumed('requestLogBytes') + (linesOf(runs) + ticks) * assumed('lineBytes')) +
    priceOf('databaseDown', hour.bytesToFunctions) +
    priceOf('firestoreWrites', hour.documentWrites) +
    priceOf('firestoreReads', hour.documentReads)
  );
}

/** A worker writes one line for the events of a second. The processor decides how many workers there are. */
function linesOf(runs: number): number {
  const seconds = HOUR_MS / 1000;
  const busy = (runs / seconds) * assumed('eventProcessorSeconds');
  return Math.min(runs, seconds * Math.max(1, busy / assumed('utilization')));
}
