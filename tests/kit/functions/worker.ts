import type { CollectionReference } from 'firebase-admin/firestore';
import type { Instance } from '../../../functions/src/databases.ts';
import { marksOf } from '../../../functions/src/due.ts';
import { KnownVersions } from '../../../functions/src/known-versions.ts';
import { CHANGE_INTERVAL_MS } from '../../../functions/src/mirror.ts';
import type { SettleContext } from '../../../functions/src/settle.ts';
import { type StatusDocument, statusDocument } from '../../../functions/src/status-document.ts';
import { notesOf, type TickNotes } from '../../../functions/src/tick-notes.ts';

/** What a test decides. */
export interface Circumstances {
  graceMs: number;
  /** Default: as deployed. */
  intervalMs?: number;
  ask: (at: number) => Promise<void>;
  /** Default: the clock of this machine. */
  now?: () => number;
}

export interface WorkerContext extends Omit<SettleContext, 'read'> {
  instance: Instance;
  notes: TickNotes;
}

/** One worker of the functions, without the functions emulator: what its handlers and ticks work with. It remembers documents, as a worker does. */
export class Worker {
  readonly instance: Instance;
  readonly #known = new KnownVersions();

  constructor(instance: Instance) {
    this.instance = instance;
  }

  context(statuses: CollectionReference, circumstances: Circumstances): WorkerContext {
    const { root } = this.instance;
    return {
      instance: this.instance,
      marks: marksOf(root),
      notes: notesOf(root),
      documentOf: (uid: string): StatusDocument => statusDocument(statuses.doc(uid), this.#known),
      intervalMs: CHANGE_INTERVAL_MS,
      now: Date.now,
      ...circumstances,
    };
  }
}
