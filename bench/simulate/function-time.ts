import { assumed } from './assumptions.ts';
import { SECONDS_PER_MONTH } from './usage.ts';

/** What an instance of a function has, and how many runs share it. */
export interface Size {
  readonly processors: number;
  readonly gibibytes: number;
  readonly concurrency: number;
}

/** The default size of a function, such as `onUserStatusChanged`. */
export const DEFAULT: Size = { processors: 1, gibibytes: 0.25, concurrency: 80 };

/** `cpu: 'gcf_gen1'` with 256 MiB: the ticks and the schedule. A fraction of a processor allows one run at a time. */
export const SMALL: Size = { processors: 1 / 6, gibibytes: 0.25, concurrency: 1 };

/** The runs of one function in a month. */
export interface Runs {
  readonly count: number;
  /** How long a run waits for others. */
  readonly waitSeconds: number;
  readonly processorSeconds: number;
  readonly size: Size;
}

export interface FunctionTime {
  /** The seconds for which Cloud Run bills an instance. */
  readonly billedSeconds: number;
  /** How many instances exist on average. An instance without a run exists for some time, and costs nothing. */
  readonly instances: number;
  readonly starts: number;
}

/** Cloud Run rounds the time of an instance up to this. */
const GRAIN_SECONDS = 0.1;

export function functionTime(runs: Runs): FunctionTime {
  const { count, waitSeconds, processorSeconds, size } = runs;
  if (count === 0) return { billedSeconds: 0, instances: 0, starts: 0 };
  const duration = waitSeconds + processorSeconds / size.processors;
  const { billedSeconds, instances } = size.concurrency === 1 ? alone(count, duration) : shared(runs, duration);
  const starts = Math.min(count, (instances * SECONDS_PER_MONTH) / (assumed('instanceHours') * 3600));
  return { billedSeconds: billedSeconds + starts * assumed('startSeconds'), instances, starts };
}

function alone(count: number, duration: number): Omit<FunctionTime, 'starts'> {
  // The small error of a sum of decimals must not add a grain.
  const billed = Math.ceil(duration / GRAIN_SECONDS - 1e-9) * GRAIN_SECONDS;
  return { billedSeconds: count * billed, instances: Math.max(1, (count * duration) / SECONDS_PER_MONTH) };
}

/** An instance is billed while it has at least one run. */
function shared({ count, processorSeconds, size }: Runs, duration: number): Omit<FunctionTime, 'starts'> {
  const rate = count / SECONDS_PER_MONTH;
  // Rounding adds half a grain on average.
  const busy = 1 - Math.exp(-rate * Math.max(GRAIN_SECONDS, duration + GRAIN_SECONDS / 2));
  const needed = Math.max(
    (rate * processorSeconds) / (size.processors * assumed('utilization')),
    (rate * duration) / size.concurrency,
  );
  return { billedSeconds: SECONDS_PER_MONTH * Math.max(busy, needed), instances: Math.max(1, needed) };
}
