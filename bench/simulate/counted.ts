import { RENEWAL_PERIOD_MS } from '../../contract/index.ts';
import { IDLE_HOUR, SWEEPING_HOUR } from '../cost/event-names.ts';
import { Figures } from '../figures.ts';
import { read } from '../results.ts';
import { assumed } from './assumptions.ts';
import type { EventCost, EventCosts } from './usage.ts';

/** How long a message is on average, for results of a bench that did not count messages yet. */
const BYTES_PER_MESSAGE = 150;

const RENEWALS_PER_HOUR = 3_600_000 / RENEWAL_PERIOD_MS;

/** The costs of the events, from the last result of bench/cost. */
export function countedCosts(): EventCosts {
  return costsIn(new Figures(read('cost').figures));
}

export function costsIn(figures: Figures): EventCosts {
  const countOf = (event: string, metric: string): number => {
    const value = figures.find(event, 'ours', metric);
    if (value === undefined)
      throw new Error(`bench/results/cost.json has no '${metric}' of '${event}'. Measure: npm run bench -- cost`);
    return value;
  };
  const messagesOf = (event: string, metric: string, bytes: number): number =>
    figures.find(event, 'ours', metric) ?? Math.ceil(bytes / BYTES_PER_MESSAGE);
  const of = (event: string): EventCost => {
    const clientBytes = countOf(event, 'RTDB bytes down');
    const functionBytes = countOf(event, 'RTDB bytes down to the function');
    return {
      databaseWrites: countOf(event, 'RTDB writes'),
      clientBytes,
      clientMessages: messagesOf(event, 'RTDB messages down', clientBytes),
      functionBytes,
      functionMessages: messagesOf(event, 'RTDB messages down to the function', functionBytes),
      functionCalls: countOf(event, 'function calls'),
      statusWrites: countOf(event, 'Firestore writes'),
      statusReads: countOf(event, 'Firestore reads of the function'),
    };
  };
  const ticks = countOf(SWEEPING_HOUR, 'function calls');
  const tickBytes = countOf(SWEEPING_HOUR, 'RTDB bytes down to the function') / ticks;
  const tickMessages = figures.find(SWEEPING_HOUR, 'ours', 'RTDB messages down to the function');
  const emptyTick = {
    bytes: tickBytes,
    messages: tickMessages === undefined ? Math.ceil(tickBytes / BYTES_PER_MESSAGE) : tickMessages / ticks,
  };
  const close = of('close');
  return {
    signIn: of('sign in'),
    // The bench counts the tick of the loss with it. The bill counts the ticks apart, because losses share them.
    close: {
      ...close,
      databaseWrites: close.databaseWrites - assumed('pageWrites'),
      functionBytes: close.functionBytes - emptyTick.bytes - assumed('pageBytes'),
      functionMessages: close.functionMessages - emptyTick.messages - assumed('pageMessages'),
    },
    renewal: renewalIn(countOf),
    emptyTick,
  };
}

/** What the functions download in an idle hour is for the ticks, which the bill counts apart. */
function renewalIn(countOf: (event: string, metric: string) => number): EventCost {
  const each = (metric: string): number => countOf(IDLE_HOUR, metric) / RENEWALS_PER_HOUR;
  return {
    databaseWrites: each('RTDB writes'),
    clientBytes: each('RTDB bytes down'),
    // Each renewal is one write, with one answer.
    clientMessages: 1,
    functionBytes: 0,
    functionMessages: 0,
    functionCalls: each('function calls'),
    statusWrites: each('Firestore writes'),
    statusReads: each('Firestore reads of the function'),
  };
}
