import type { Figure } from '../figure.ts';
import { inWords } from '../figures.ts';
import { ablyBill, billOf, supabaseBill } from './bill.ts';
import { type App, type EventCosts, usageOf } from './usage.ts';

/** Calculates a month of an app. */
export function figuresOf(app: App, costs: EventCosts): Figure[] {
  const usage = usageOf(app, costs);
  const bill = billOf(app, usage);
  const figure = (metric: string, unit: string, value: number, system = 'ours'): Figure => ({
    bench: 'simulate',
    event: `${inWords(app.users)} users`,
    system,
    metric,
    unit,
    value: Math.round(value),
  });
  return [
    figure('connections at the peak', 'connections', usage.peakConnections),
    figure('RTDB writes a second at the peak', 'writes', usage.peakWritesPerSecond),
    figure('RTDB instances', 'instances', usage.instances),
    figure('RTDB writes, millions', 'millions', usage.databaseWrites / 1e6),
    figure('RTDB GB down', 'GB', usage.gigabytesDown),
    figure('function calls, millions', 'millions', usage.functionCalls / 1e6),
    figure('Firestore writes, millions', 'millions', usage.firestoreWrites / 1e6),
    figure('Firestore writes a second at the peak', 'writes', usage.peakFirestoreWritesPerSecond),
    figure('Firestore reads, millions', 'millions', usage.firestoreReads / 1e6),
    figure('$ Realtime Database', '$', bill.database),
    figure('$ functions', '$', bill.functions + bill.sweeper),
    figure('$ Firestore', '$', bill.firestore),
    figure('**$ together**', '$', bill.total),
    figure('$', '$', ablyBill(usage), 'Ably'),
    figure('$', '$', supabaseBill(usage), 'Supabase Realtime'),
  ];
}
