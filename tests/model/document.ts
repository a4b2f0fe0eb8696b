import type { Status } from '../../contract/index.ts';
import type { DocumentVersion, StatusDocument } from '../../functions/src/status-document.ts';
import type { Process } from './process.ts';

interface Conditions {
  /** Null: no version is ever too young. */
  now: (() => number) | null;
  /** True if Firestore refuses the next write without a reason. */
  aborts: () => boolean;
  /** The number of the version that a process remembers; 0 for none. Null: processes never remember a version. */
  recalls: ((newest: number) => number) | null;
  /** True if the nodes are read only when the answer about the document has arrived. */
  oneByOne?: boolean;
  /** Called before each write. */
  writes: (next: Status, instead: Status | null) => void;
}

interface Version {
  stands: Status | null;
  since: number;
}

/**
 * A Firestore document, as the server SDK uses it. A writer names the version that it has read. Firestore refuses the write if the document
 * has another version by then, or without a reason.
 */
export class ModelDocument {
  readonly #versions: Version[];

  constructor(stands: Status | null) {
    this.#versions = [{ stands, since: Number.NEGATIVE_INFINITY }];
  }

  get stands(): Status | null {
    return this.#versions.at(-1)?.stands ?? null;
  }

  /** All versions, as watchers have seen them. */
  get history(): (Status | null)[] {
    return this.#versions.map(({ stands }) => stands);
  }

  get state(): unknown {
    return [this.#newest, this.#versions.at(-1)];
  }

  /** The document in the code of one process. */
  as(process: Process, { now, aborts, recalls, oneByOne = false, writes }: Conditions): StatusDocument {
    const version = (number: number): DocumentVersion => {
      const { stands = null, since = 0 } = this.#versions[number - 1] ?? {};
      const write = (next: Status): boolean => {
        if (aborts() || number !== this.#newest) return false;
        writes(next, stands);
        this.#versions.push({ stands: next, since: now?.() ?? 0 });
        if (recalls === null) process.knowsDocument(next);
        return true;
      };
      return {
        status: stands,
        ageMs: () => (now === null ? Number.POSITIVE_INFINITY : now() - since),
        replace: (next) => process.act('writes what was decided', () => write(next)),
      };
    };
    const read = async () => {
      // A process that remembers a version reads the document after the nodes.
      if (recalls === null) process.forgetLooks();
      return version(await process.act('reads the document', () => this.#newest));
    };
    return {
      recall: () => {
        if (recalls === null) return null;
        const number = process.note(recalls(this.#newest));
        return this.#versions[number - 1]?.stands?.state === 'online' ? version(number) : null;
      },
      read,
      readWhile: async (look) => {
        if (oneByOne) return { version: await read(), result: await look(), inOrder: true };
        const before = process.note(this.#newest);
        const certain = async () => {
          const number = await process.act('reads the document', () => this.#newest);
          return { version: version(number), inOrder: number === before };
        };
        const [found, result] = await Promise.all([certain(), look()]);
        return { ...found, result };
      },
    };
  }

  /** The owner's client writes `online` before the function, under the condition of firestore.rules. */
  anticipate(at: number | null, now: number): void {
    const { state, lastChanged } = this.stands ?? { state: 'offline', lastChanged: 0 };
    if (at === null || state !== 'offline' || at <= lastChanged) return;
    // The rules do not allow the owner to change other fields.
    const stands: Status = {
      availability: 'available',
      custom: null,
      ...this.stands,
      state: 'online',
      lastChanged: at,
    };
    this.#versions.push({ stands, since: now });
  }

  get #newest(): number {
    return this.#versions.length;
  }
}
