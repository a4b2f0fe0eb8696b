import { aggregate, type Status } from '../../contract/index.ts';
import type { DueMark } from '../../functions/src/due.ts';
import type { Process } from './process.ts';
import { type Change, isHidden } from './user-node.ts';

/** The loss as one process has seen it. */
interface View {
  lostAt: number | null;
  /** True if the mark has waited for a later change already. It cannot wait again for this loss. */
  extended: boolean;
}

/** Counts what must not happen before the end. */
export class Watch {
  /** When the user's stays ended, in order. */
  readonly ends: number[] = [];
  /** The periods in which the user was hidden. */
  readonly hidden: { from: number; to: number }[] = [];
  /** How many losses watchers saw before the grace period was over. */
  hasty = 0;
  /** At how many moments the document was incorrect, and nothing would have corrected it. */
  unguarded = 0;
  readonly #graceMs: number;
  readonly #views = new Map<Process, View>();

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  sees({ node, before: was, after: is, time }: Change): void {
    if (node === 'settings') {
      if (isHidden(was)) Object.assign(this.hidden.at(-1) ?? {}, { to: time });
      if (isHidden(is)) this.hidden.push({ from: time, to: Number.POSITIVE_INFINITY });
      return;
    }
    const [before, after] = [aggregate(was, time), aggregate(is, time)];
    if (before.state === 'online' && after.state === 'offline') this.ends.push(after.lastChanged);
  }

  looks(process: Process, lostAt: number | null, extended: boolean): void {
    this.#views.set(process, { lostAt, extended });
  }

  reads(process: Process, mark: DueMark | null): DueMark | null {
    const view = this.#views.get(process);
    if (view && mark?.extended) view.extended = true;
    return mark;
  }

  isWritten(next: Status, instead: Status | null, process: Process, now: number): void {
    const { lostAt = null, extended = false } = this.#views.get(process) ?? {};
    const isLoss = instead?.state === 'online' && next.state === 'offline';
    if (!isLoss || lostAt === null || extended) return;
    if (now < lostAt + this.#graceMs - MOST_SKEW) this.hasty++;
  }

  isUnguarded(): void {
    this.unguarded++;
  }
}

/** The largest difference of two clocks in the model, in milliseconds. */
export const MOST_SKEW = 4;
