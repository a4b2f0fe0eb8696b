import type { Status } from '../../contract/index.ts';
import type { StatusDocument } from '../../functions/src/status-document.ts';

/** Lets everything else happen, in whatever order, before the caller goes on; may end it for good by throwing. */
export type Step = (what: string) => Promise<void>;

/**
 * A Firestore document, as the server SDK sees it: whoever writes says which version they have read, and is refused if it is another one by
 * then. A refusal for no reason is allowed too.
 */
export class ModelDocument {
  stands: Status | null;
  /** All that watchers have seen. */
  readonly history: (Status | null)[] = [];

  constructor(stands: Status | null) {
    this.stands = stands;
    this.history.push(stands);
  }

  /**
   * The document as one handler has it.
   *
   * @param aborts whether the write that is due is refused
   * @param wrote is told of each write
   */
  as(step: Step, { aborts, wrote }: { aborts: () => boolean; wrote: (status: Status) => void }): StatusDocument {
    return {
      read: async () => {
        await step('reads the document');
        return this.stands;
      },
      change: async (decide) => {
        for (;;) {
          await step('reads the document to change it');
          const version = this.#version;
          const decision = await decide(this.stands);
          if (decision.next === null) return decision;
          await step('writes what was decided');
          if (aborts() || version !== this.#version) continue;
          this.#write(decision.next);
          wrote(decision.next);
          return decision;
        }
      },
    };
  }

  /** The owner anticipates the function, under the condition of firestore.rules. */
  async anticipate(says: () => number | null, step: Step): Promise<void> {
    await step('asks to be online');
    const at = says();
    const { state, lastChanged } = this.stands ?? { state: 'offline', lastChanged: 0 };
    if (at === null || state !== 'offline' || at <= lastChanged) return;
    // What else stands in the document is not the owner's to change.
    this.#write({ availability: 'available', custom: null, ...this.stands, state: 'online', lastChanged: at });
  }

  get #version(): number {
    return this.history.length;
  }

  #write(status: Status): void {
    this.stands = status;
    this.history.push(status);
  }
}
