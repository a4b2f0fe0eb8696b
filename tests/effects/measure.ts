import { Attacker, type Effect } from '../kit/attacker/index.ts';
import { CountedBackend, type CountedOptions } from './counted-backend.ts';
import { LIMITS } from './limits.ts';

/** The effects of one kind of write. */
export interface Measured {
  title: string;
  seconds: number;
  accepted: number;
  runs: number;
  ticks: number;
  changes: number;
  longestRunMs: number;
  memoryBytes: number;
  /** The exceeded limits; empty if the effects are bounded. */
  exceeded: string[];
}

/** Lets one account write as fast as it can, and counts the effects. */
export async function measure(effect: Effect, options?: CountedOptions): Promise<Measured> {
  const ground = await CountedBackend.open(options);
  try {
    const attacker = new Attacker('mallory', ground.account('mallory'));
    await effect.prepares?.(attacker);
    await ground.rests();
    return await measureWrites(effect, attacker, ground);
  } finally {
    await ground.close();
  }
}

async function measureWrites(effect: Effect, attacker: Attacker, ground: CountedBackend): Promise<Measured> {
  const { causes } = ground;
  const before = { runs: causes.runs, ticks: causes.ticks, changes: causes.changes.get('mallory') ?? 0 };
  const memory = process.memoryUsage().heapUsed;
  causes.longestRunMs = 0;
  const started = performance.now();
  let accepted = 0;
  for (let index = 0; index < effect.tries; index++) {
    const answers = await effect.writes(attacker, index);
    accepted += answers.filter(Boolean).length;
  }
  await ground.rests();
  const measured = {
    title: effect.title,
    seconds: (performance.now() - started) / 1000,
    accepted,
    runs: causes.runs - before.runs,
    ticks: causes.ticks - before.ticks,
    changes: (causes.changes.get('mallory') ?? 0) - before.changes,
    longestRunMs: Math.round(causes.longestRunMs),
    memoryBytes: Math.max(0, process.memoryUsage().heapUsed - memory),
  };
  return { ...measured, exceeded: exceededLimits(effect, measured) };
}

type Counts = Omit<Measured, 'exceeded'>;

/** The limits of the table in docs/5-rules-and-privacy.md. */
function exceededLimits(effect: Effect, counts: Counts): string[] {
  const { seconds, accepted, runs, ticks, changes, longestRunMs, memoryBytes } = counts;
  const limits: [what: string, measured: number, most: number][] = [
    ['writes were accepted', accepted, effect.budget?.most ?? accepted],
    ['runs', runs, effect.runs * accepted],
    ['ticks', ticks, mostTicks(seconds)],
    ['changes of the document', changes, mostChanges(effect, seconds)],
    ['ms in one run', longestRunMs, LIMITS.longestRunMs],
    ['bytes of memory', memoryBytes, LIMITS.memoryBytes],
  ];
  return limits.filter(([, measured, most]) => measured > most).map(([what, n, most]) => `${n} ${what}, of ${most}`);
}

/** One change at once, and one more for each interval. */
function mostChanges({ changes }: Effect, seconds: number): number {
  if (changes === 'never') return 0;
  return changes === 'once' ? 1 : 1 + Math.ceil((seconds * LIMITS.changesPerMinute) / 60);
}

function mostTicks(seconds: number): number {
  return 1 + Math.ceil((seconds * LIMITS.ticksPerMinute) / 60);
}
