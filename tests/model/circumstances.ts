import type { Beginning } from './beginnings.ts';
import type { Code } from './code.ts';
import type { Deed } from './life.ts';

/** How often each thing can go wrong. */
export interface Mishaps {
  /** A process is killed between two steps; its event or task is delivered again. */
  crashes: number;
  /** An event or a task is delivered twice. */
  duplicates: number;
  /** A task is lost. The schedule does its work. */
  losses: number;
  /** Firestore refuses a write for no reason. */
  refusals: number;
}

/** What a world is like. */
export interface Circumstances {
  code: Code;
  life: Deed[];
  /** Default: a user who was never online. */
  begins?: Beginning;
  /** True: the functions also write the public status. Default: only the status document. */
  writesBoth?: boolean;
  graceMs: number;
  intervalMs: number;
  mishaps: Mishaps;
  /** How many handlers can run at the same time. */
  handlers: number;
  /** How many ticks can run at the same time. */
  ticks: number;
  /**
   * How much time passes with a change that is not at once. With 0 no time passes, but each change sets the database's clock ahead by 1 ms.
   */
  pace: number;
  /** By how much a worker's clock is ahead. */
  skew: () => number;
  /** Which version of the document is the known version of a worker; 0 for none. Null: never one. */
  recalls: ((newest: number) => number) | null;
  /** Whether the owner's client writes its own `online` for a change. */
  anticipates: () => boolean;
  /** How much time can pass at once, beside the time until the next mark or task. */
  strides: readonly number[];
}
