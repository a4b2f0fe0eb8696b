import type { Status } from '../../contract/index.ts';
import type { DocumentVersion, StatusDocument } from '../../functions/src/status-document.ts';

/** Lets everything else happen, in whatever order, before the caller goes on; may end it for good by throwing. */
export type Step = (what: string) => Promise<void>;

interface Circumstances {
  aborts: () => boolean;
  recalls: (newest: number) => number;
  wrote: (status: Status) => void;
}

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
   * @param recalls which of the versions that there were it knows; one that there was not for none
   * @param wrote is told of each write
   */
  as(step: Step, { aborts, recalls, wrote }: Circumstances): StatusDocument {
    const version = (number: number): DocumentVersion => {
      const replace = async (next: Status): Promise<boolean> => {
        await step('writes what was decided');
        if (aborts() || number !== this.#version) return false;
        this.#write(next);
        wrote(next);
        return true;
      };
      return { stands: this.history[number - 1] ?? null, replace };
    };
    const read = async (): Promise<DocumentVersion> => {
      await step('reads the document');
      return version(this.#version);
    };
    return {
      recall: () => {
        const number = recalls(this.#version);
        return this.history[number - 1]?.state === 'online' ? version(number) : null;
      },
      read,
      readWhile: async (look) => {
        const before = this.#version;
        const certain = async () => {
          const version = await read();
          return { version, inOrder: this.#version === before };
        };
        const [{ version, inOrder }, seen] = await Promise.all([certain(), look()]);
        return { version, seen, inOrder };
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
