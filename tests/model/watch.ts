import { aggregate, type Status } from '../../contract/index.ts';
import type { DueMark } from '../../functions/src/due.ts';
import type { Process } from './process.ts';
import { type Change, isHidden } from './user-node.ts';

/** What a process has seen of a loss. */
interface View {
  lostAt: number | null;
  /** Its mark had waited for a later change once already, so nothing more can wait for this loss. */
  extended: boolean;
}

/** Notes what must not happen on the way. */
export class Watch {
  /** When the user's stays ended, in order. */
  readonly ends: number[] = [];
  /** From when to when nobody was to see what the user does. */
  readonly hidden: { from: number; to: number }[] = [];
  /** Losses that were shown before their grace period was over. */
  hasty = 0;
  /** Moments in which the document was wrong, and nothing was left that would have corrected it. */
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
    const isNews = instead?.state === 'online' && next.state === 'offline';
    if (!isNews || lostAt === null || extended) return;
    if (now < lostAt + this.#graceMs - MOST_SKEW) this.hasty++;
  }

  isUnguarded(): void {
    this.unguarded++;
  }
}

/** The most by which two clocks differ in the model, in milliseconds. */
export const MOST_SKEW = 4;
