import { RENEWAL_PERIOD_MS } from '../../contract/index.ts';
import { IDLE_HOUR } from '../cost/cost.ts';
import { Figures } from '../figures.ts';
import { read } from '../results.ts';
import type { EventCost, EventCosts } from './usage.ts';

/** The costs of the events, from the last result of bench/cost. */
export function countedCosts(): EventCosts {
  const figures = new Figures(read('cost').figures);
  const of = (event: string, share = 1): EventCost => {
    const value = (metric: string): number => (figures.find(event, 'ours', metric) ?? Number.NaN) * share;
    return {
      databaseWrites: value('RTDB writes'),
      bytesDown: value('RTDB bytes down') + value('RTDB bytes down to the function'),
      functionCalls: value('function calls'),
      firestoreWrites: value('Firestore writes'),
      firestoreReads: value('Firestore reads of the function'),
    };
  };
  return {
    signIn: of('sign in'),
    close: of('close'),
    renewal: of(IDLE_HOUR, RENEWAL_PERIOD_MS / 3_600_000),
  };
}
