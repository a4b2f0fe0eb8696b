import type { Process } from './process.ts';

/** One thing that can happen next. */
export interface Action {
  kind: 'step' | 'begins' | 'deed' | 'owner' | 'time' | 'crash' | 'again' | 'lost' | 'refusal';
  what: string;
  /** The object that a stall of this action delays. */
  about: object;
  /** The process that this action belongs to; null if it belongs to none. */
  process: Process | null;
  run: () => void;
}

export function action(kind: Action['kind'], what: string, run: () => void, about: object = {}): Action {
  return { kind, what, about, process: null, run };
}
