import { RENEWAL_PERIOD_MS } from '../../contract/index.ts';
import type { Figure } from '../figure.ts';
import type { Log } from '../log.ts';
import { type Contestant, ourContestant, sampleContestant } from './contestants.ts';
import { type Counts, floorOf, times, UNITS } from './counts.ts';
import { IDLE_HOUR, SWEEPING_HOUR } from './event-names.ts';
import { EVERYDAY_EVENTS, type EverydayEvent, opensFirst } from './everyday-events.ts';
import { during } from './measurement.ts';

const HOUR_MS = 3_600_000;

/** Longer than any event takes, because a renewal would be counted with it. */
const RARELY_MS = 600_000;

const QUICK_RENEWAL_MS = 1000;

/** The most, with many users: the schedule once a minute, a tick between, and a tick each second in which a lease can be late. */
const TICKS_AN_HOUR = 120 + 3600;

/** Counts what each everyday event costs with our system, with the documented sample, and at least. The counts are exact. */
export async function measureCost(log: Log): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const event of EVERYDAY_EVENTS) {
    figures.push(...figuresOf(event.title, 'floor', floorOf(event.changes)));
    for (const contestant of [ourContestant(RARELY_MS), sampleContestant]) {
      const counts = await costOf(event, contestant, log);
      if (counts) figures.push(...figuresOf(event.title, contestant.system.name, counts));
    }
  }
  figures.push(...figuresOf(IDLE_HOUR, 'floor', floorOf(0)));
  figures.push(...figuresOf(IDLE_HOUR, 'ours', await ourIdleHour(log)));
  figures.push(...figuresOf(IDLE_HOUR, 'sample', await sampleIdleHour(log)));
  figures.push(...figuresOf(SWEEPING_HOUR, 'ours', await sweepingHour(log)));
  return figures;
}

/** Null if the system does not offer it. */
async function costOf(event: EverydayEvent, contestant: Contestant, log: Log): Promise<Counts | null> {
  if (event.needsAway && contestant.away === null) return null;
  log(`${event.title}, ${contestant.system.name}`);
  return during(contestant, log, async (measurement) => {
    await (event.begins ?? opensFirst)(measurement);
    return measurement.cost(() => event.happens(measurement));
  });
}

/** Counts some quick renewals and calculates the hour from them. */
function ourIdleHour(log: Log): Promise<Counts> {
  const renewals = 10;
  log(`${IDLE_HOUR}, ours`);
  return during(ourContestant(QUICK_RENEWAL_MS), log, async (measurement) => {
    await opensFirst(measurement);
    const counts = await measurement.costUntil('RTDB messages down', renewals);
    return times(counts, HOUR_MS / RENEWAL_PERIOD_MS / renewals);
  });
}

/** The sample writes nothing while nothing happens. */
function sampleIdleHour(log: Log): Promise<Counts> {
  log(`${IDLE_HOUR}, sample`);
  return during(sampleContestant, log, async (measurement) => {
    await opensFirst(measurement);
    return measurement.cost(async () => undefined);
  });
}

/** Counts sweeps in which nothing has expired. */
function sweepingHour(log: Log): Promise<Counts> {
  const sweeps = 10;
  log(SWEEPING_HOUR);
  return during(ourContestant(RARELY_MS), log, async (measurement) => {
    const counts = await measurement.cost(async () => {
      for (let sweep = 0; sweep < sweeps; sweep++) await measurement.place.functions.ticks();
    });
    return new Map([...times(counts, TICKS_AN_HOUR / sweeps), ['function calls', TICKS_AN_HOUR]]);
  });
}

function figuresOf(event: string, system: string, counts: Counts): Figure[] {
  return [...counts].map(([metric, value]) => ({
    bench: 'cost',
    event,
    system,
    metric,
    unit: UNITS.get(metric) ?? '',
    value,
  }));
}
