import { build } from 'hdr-histogram-js';
import type { Figure } from '../figure.ts';
import { openFirebaseRival } from './firebase-rival.ts';
import type { Rival } from './rival.ts';
import { openSocketIoRival } from './socket-io-rival.ts';
import { FIREBASE_SYSTEMS } from './systems.ts';

export const PERCENTILES = [50, 99];

/** Programs run faster when they have run before. */
const WARM_UP = 5;

/** How long until a watcher is told, in each system by turns: what disturbs the machine disturbs all of them. */
export async function measureLatency(rounds: number): Promise<Figure[]> {
  const rivals = await Promise.all([...FIREBASE_SYSTEMS.map(openFirebaseRival), openSocketIoRival()]);
  const races = rivals.map((rival) => ({ rival, online: histogram(), offline: histogram() }));
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const { rival, online, offline } of races) {
      const [came, went] = await comesAndGoes(rival);
      if (round < 0) continue;
      online.recordValue(Math.round(came * 1000));
      offline.recordValue(Math.round(went * 1000));
    }
  }
  await Promise.all(rivals.map((rival) => rival.close()));
  return races.flatMap(({ rival, online, offline }) => [
    ...figuresOf('online', rival.name, online),
    ...figuresOf('offline', rival.name, offline),
  ]);
}

async function comesAndGoes(rival: Rival): Promise<[number, number]> {
  const came = await rival.comesOnline();
  return [came, await rival.goesOffline()];
}

/** Of microseconds. */
function histogram() {
  return build({ numberOfSignificantValueDigits: 3 });
}

function figuresOf(event: string, system: string, times: ReturnType<typeof histogram>): Figure[] {
  return PERCENTILES.map((percentile) => ({
    bench: 'latency',
    event,
    system,
    metric: `p${percentile}`,
    unit: 'ms',
    value: times.getValueAtPercentile(percentile) / 1000,
  }));
}
