import { readSettings } from '../../contract/index.ts';
import type { SettleContext } from '../../functions/src/settle.ts';
import type { ChangeContext } from '../../functions/src/status-changes.ts';
import type { TickNotes } from '../../functions/src/tick-notes.ts';
import type { Circumstances } from './circumstances.ts';
import type { Delivery } from './delivery.ts';
import type { ModelDocument } from './document.ts';
import type { Parts } from './parts.ts';
import type { Process } from './process.ts';
import { type Change, UID } from './user-node.ts';

/** The functions as they are deployed: each process runs them on the databases of the model. */
export class Functions {
  readonly #given: Circumstances;
  readonly #parts: Parts;
  readonly #refuses: () => boolean;

  /** @param refuses whether Firestore refuses a write for no reason */
  constructor(given: Circumstances, parts: Parts, refuses: () => boolean) {
    this.#given = given;
    this.#parts = parts;
    this.#refuses = refuses;
  }

  run(delivery: Delivery, process: Process): Promise<unknown> {
    const { code } = this.#given;
    switch (delivery.kind) {
      case 'event':
        return this.#handle(delivery.change, process);
      case 'tick':
        return code.tick({ ...this.#context(process), read: this.#read(process) });
      case 'schedule':
        return code.resume(this.#context(process));
    }
  }

  #handle({ node, before, after, time }: Change, process: Process): Promise<unknown> {
    const read = this.#read(process);
    const change = { uid: UID, node, before, after, time, read: () => read(UID) };
    return this.#given.code.handle(change, this.#context(process));
  }

  #context(process: Process): ChangeContext & { notes: TickNotes } {
    const { graceMs, intervalMs } = this.#given;
    const { clock, notes } = this.#parts;
    const now = (): number => process.note(clock.now + process.skew);
    const documents = this.#documents(process);
    return {
      marks: this.#marks(process),
      notes: notes.as(process),
      documentsOf: () => documents,
      graceMs,
      intervalMs,
      now,
      enqueueTick: this.#enqueueTick(process),
    };
  }

  #documents(process: Process): ReturnType<ModelDocument['as']>[] {
    const { intervalMs, recalls, writesBoth = false } = this.#given;
    const { document, publicStatus, clock, watch } = this.#parts;
    const conditions = {
      now: intervalMs === 0 ? null : () => process.note(clock.now),
      aborts: this.#refuses,
      recalls,
    };
    if (!writesBoth) {
      return [
        document.as(process, {
          ...conditions,
          writes: (next, instead) => watch.isWritten(next, instead, process, clock.now),
        }),
      ];
    }
    // The watch knows only one look of a process, and here each target has its own.
    const writes = (): void => undefined;
    return [
      document.as(process, { ...conditions, writes }),
      publicStatus.as(process, { ...conditions, oneByOne: true, writes }),
    ];
  }

  #marks(process: Process): ChangeContext['marks'] {
    const { watch } = this.#parts;
    const marks = this.#parts.marks.as(process);
    return { ...marks, read: async (uid) => watch.reads(process, await marks.read(uid)) };
  }

  #enqueueTick(process: Process): ChangeContext['enqueueTick'] {
    return (at) => process.act('asks for a tick', () => this.#parts.deliveries.enqueue(at));
  }

  #read(process: Process): SettleContext['read'] {
    const { node, marks, watch } = this.#parts;
    return async () => {
      const seen = await process.act('reads the nodes', () => {
        const { value: status, settings, lostAt } = node;
        return { status, settings, lostAt, extended: marks.mark?.extended ?? false };
      });
      watch.looks(process, isInvisible(seen.settings) ? null : seen.lostAt, seen.extended);
      return { status: seen.status, settings: seen.settings };
    };
  }
}

function isInvisible(settings: unknown): boolean {
  return readSettings(settings).availability === 'invisible';
}
