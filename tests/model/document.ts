import type { Status } from '../../contract/index.ts';
import type { StatusDocument } from '../../functions/src/status-document.ts';

/** Lets everything else happen, in whatever order, before the caller goes on; may end it for good by throwing. */
export type Step = (what: string) => Promise<void>;

/**
 * A Firestore document, as the server SDK sees it: a read in a transaction takes the lock, other writers wait for it, plain reads do
 * not, and a commit may be refused and tried again.
 */
export class ModelDocument {
  stands: Status | null;
  /** All that watchers have seen. */
  readonly history: (Status | null)[] = [];
  #locked = false;
  readonly #waiting: (() => void)[] = [];

  constructor(stands: Status | null) {
    this.stands = stands;
    this.history.push(stands);
  }

  /**
   * The document as one handler has it.
   *
   * @param aborts whether the commit that is due is refused
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
          const decision = await this.#locking(step, async () => {
            await step('reads the document in a transaction');
            const decided = await decide(this.stands);
            await step('commits');
            if (aborts()) return null;
            if (decided.next !== null) {
              this.#write(decided.next);
              wrote(decided.next);
            }
            return decided;
          });
          if (decision !== null) return decision;
        }
      },
    };
  }

  /** The owner anticipates the function, under the condition of firestore.rules. */
  async anticipate(says: () => number | null, step: Step): Promise<void> {
    await this.#locking(step, async () => {
      const at = says();
      const { state, lastChanged } = this.stands ?? { state: 'offline', lastChanged: 0 };
      if (at !== null && state === 'offline' && at > lastChanged) this.#write({ state: 'online', lastChanged: at });
    });
  }

  #write(status: Status): void {
    this.stands = status;
    this.history.push(status);
  }

  async #locking<T>(step: Step, action: () => Promise<T>): Promise<T> {
    await step('asks for the lock');
    while (this.#locked) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#locked = true;
    try {
      return await action();
    } finally {
      this.#locked = false;
      this.#waiting.shift()?.();
    }
  }
}
