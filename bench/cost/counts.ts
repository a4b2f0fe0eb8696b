import type { Platform } from '../../tests/kit/functions/index.ts';
import type { DatabaseMeter } from './database-meter.ts';
import type { FirestoreMeter } from './firestore-meter.ts';

/** The metrics, and the unit of each. */
export const UNITS: ReadonlyMap<string, string> = new Map([
  ['RTDB writes', 'writes'],
  ['RTDB bytes up', 'bytes'],
  ['RTDB bytes down', 'bytes'],
  ['RTDB bytes down to the function', 'bytes'],
  ['RTDB messages down', 'messages'],
  ['RTDB messages down to the function', 'messages'],
  ['function calls', 'calls'],
  ['Firestore writes', 'writes'],
  ['Firestore writes refused', 'writes'],
  ['Firestore reads of the function', 'reads'],
  ['events of a watcher', 'events'],
]);

/** A number for each of {@link UNITS}. */
export type Counts = ReadonlyMap<string, number>;

export function countsOf(database: DatabaseMeter, firestore: FirestoreMeter, { handled }: Platform): Counts {
  const [client, server] = [database.of('client'), database.of('function')];
  const [asked, copied] = [firestore.of('client'), firestore.of('function')];
  return new Map([
    ['RTDB writes', client.writes + server.writes],
    ['RTDB bytes up', client.bytesUp],
    ['RTDB bytes down', client.bytesDown],
    ['RTDB bytes down to the function', server.bytesDown],
    ['RTDB messages down', client.messagesDown],
    ['RTDB messages down to the function', server.messagesDown],
    ['function calls', handled],
    ['Firestore writes', asked.writes + copied.writes],
    ['Firestore writes refused', asked.refused],
    ['Firestore reads of the function', copied.reads],
    ['events of a watcher', firestore.of('watcher').reads],
  ]);
}

/** The minimum that shows so many changes to a watcher: one write each, everywhere. Calculated, not counted. */
export function floorOf(changes: number): Counts {
  return new Map(
    ['RTDB writes', 'function calls', 'Firestore writes', 'events of a watcher'].map((one) => [one, changes]),
  );
}

export function difference(before: Counts, after: Counts): Counts {
  return new Map([...after].map(([metric, value]) => [metric, value - (before.get(metric) ?? 0)]));
}

/** Multiplies all counts. */
export function times(once: Counts, factor: number): Counts {
  return new Map([...once].map(([metric, value]) => [metric, Math.round(value * factor)]));
}
