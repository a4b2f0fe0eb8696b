import type { CollectionReference } from 'firebase-admin/firestore';
import { LATE_AFTER_SECONDS, type Targets } from '../../../contract/index.ts';
import type { Instance } from '../../../functions/src/databases.ts';
import { marksOf } from '../../../functions/src/due.ts';
import { CHANGE_INTERVAL_MS, type Outcome } from '../../../functions/src/mirror.ts';
import { COUNT_SECONDS, readOnlineCount } from '../../../functions/src/online-count.ts';
import type { SettleContext } from '../../../functions/src/settle.ts';
import { handleChange } from '../../../functions/src/status-changes.ts';
import type { StatusDocument } from '../../../functions/src/status-document.ts';
import { StatusTargets } from '../../../functions/src/targets.ts';
import { type TickReport, tick } from '../../../functions/src/tick.ts';
import { notesOf, type TickNotes } from '../../../functions/src/tick-notes.ts';
import type { UserChange } from '../../../functions/src/user-change.ts';
import { rest } from './rest.ts';
import { shallowKeys } from './shallow-keys.ts';

/** What a test decides about one run. */
export interface Circumstances {
  graceMs: number;
  /** The least time between two changes of one document. Default: as deployed. */
  intervalMs?: number | undefined;
  /** How long a late lease may wait for a tick. Default: a second. */
  sweepDelayMs?: number;
  /** The least time between two counts of the online users; 0: no counts. Default: as deployed. */
  countIntervalMs?: number;
  /** True for a tick of the schedule. Default: a tick of Cloud Tasks. */
  isScheduled?: boolean;
  /** Enqueues a tick for a time, in milliseconds since the epoch. */
  enqueueTick: (at: number) => Promise<void>;
  /** Default: the clock of this machine. */
  now?: () => number;
  /** The answer of Firebase Authentication. Default: each account exists. */
  hasAccount?: (uid: string) => Promise<boolean>;
}

type Context = Omit<SettleContext, 'read'> & { notes: TickNotes };

/** One worker of the functions, in this process. It remembers status documents, as a deployed worker does. */
export class Worker {
  readonly #instance: Instance;
  readonly #statuses: CollectionReference;
  readonly #targets: Targets;
  readonly #statusTargets = new StatusTargets(rest);

  constructor(instance: Instance, statuses: CollectionReference, targets: Targets) {
    this.#instance = instance;
    this.#statuses = statuses;
    this.#targets = targets;
  }

  /** Runs the handler of a change of a user's node. */
  handles(change: UserChange, circumstances: Circumstances): Promise<Outcome> {
    return handleChange(change, this.context(circumstances));
  }

  ticks(circumstances: Circumstances): Promise<TickReport> {
    const { sweepDelayMs = 1000, countIntervalMs = COUNT_SECONDS * 1000, isScheduled = false } = circumstances;
    const lateAfterMs = LATE_AFTER_SECONDS * 1000;
    return tick({
      ...this.context(circumstances),
      instance: this.#instance,
      shallowKeys,
      lateAfterMs,
      sweepDelayMs,
      countOnlineUsers: () => readOnlineCount(this.#statuses),
      countIntervalMs,
      isScheduled,
    });
  }

  context(circumstances: Circumstances): Context {
    const { graceMs, intervalMs = CHANGE_INTERVAL_MS, enqueueTick, now = Date.now, hasAccount } = circumstances;
    const { root } = this.#instance;
    return {
      ...(hasAccount && { hasAccount }),
      marks: marksOf(root),
      notes: notesOf(root),
      documentsOf: (uid: string): StatusDocument[] =>
        this.#statusTargets.of(uid, this.#instance, this.#targets, () => this.#statuses),
      graceMs,
      intervalMs,
      enqueueTick,
      now,
    };
  }
}
