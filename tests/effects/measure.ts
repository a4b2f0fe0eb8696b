import { Attacker } from './attacker.ts';
import type { Effect } from './effects.ts';
import { Ground, type GroundOptions } from './ground.ts';
import { LIMITS } from './limits.ts';

/** What one kind of write caused. */
export interface Measured {
  title: string;
  seconds: number;
  accepted: number;
  runs: number;
  changes: number;
  longestRunMs: number;
  memoryBytes: number;
  /** Which limits were passed; empty if it is bounded. */
  passed: string[];
}

/** Has one account write as fast as it can, and counts what that causes. */
export async function measure(effect: Effect, options?: GroundOptions): Promise<Measured> {
  const ground = await Ground.open(options);
  try {
    const attacker = new Attacker('mallory', ground.account('mallory'));
    await effect.prepares?.(attacker, ground);
    await ground.rests();
    return await measureWrites(effect, attacker, ground);
  } finally {
    await ground.close();
  }
}

async function measureWrites(effect: Effect, attacker: Attacker, ground: Ground): Promise<Measured> {
  const before = { runs: ground.causes.runs, changes: ground.causes.changes.get('mallory') ?? 0 };
  const memory = process.memoryUsage().heapUsed;
  ground.causes.longestRunMs = 0;
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
    runs: ground.causes.runs - before.runs,
    changes: (ground.causes.changes.get('mallory') ?? 0) - before.changes,
    longestRunMs: Math.round(ground.causes.longestRunMs),
    memoryBytes: Math.max(0, process.memoryUsage().heapUsed - memory),
  };
  return { ...measured, passed: passedLimits(effect, measured) };
}

type Counts = Omit<Measured, 'passed'>;

function passedLimits(effect: Effect, counts: Counts): string[] {
  const most = mostChanges(counts.seconds);
  const { mostAccepted } = effect;
  return [
    ...(mostAccepted !== undefined && counts.accepted > mostAccepted
      ? [`${counts.accepted} writes were accepted, of at most ${mostAccepted}`]
      : []),
    ...(!effect.startsFunctionsWithoutLimit && counts.runs > (mostAccepted ?? 0)
      ? [`${counts.runs} runs, of at most ${mostAccepted ?? 0}`]
      : []),
    ...(counts.changes > most ? [`${counts.changes} changes of the document, of at most ${most}`] : []),
    ...(counts.longestRunMs > LIMITS.longestRunMs ? [`a run of ${counts.longestRunMs} ms`] : []),
    ...(counts.memoryBytes > LIMITS.memoryBytes ? [`${counts.memoryBytes} bytes of memory`] : []),
  ];
}

/** One change at once, and one more for each interval. */
function mostChanges(seconds: number): number {
  return 1 + Math.ceil((seconds * LIMITS.changesPerMinute) / 60);
}
