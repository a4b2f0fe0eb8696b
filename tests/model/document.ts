import type { Status } from '../../contract/index.ts';
import type { DocumentVersion, StatusDocument } from '../../functions/src/status-document.ts';
import type { Process } from './process.ts';

interface Conditions {
  /** Null: no version is ever too young. */
  now: (() => number) | null;
  /** True if Firestore refuses the next write without a reason. */
  aborts: () => boolean;
  /** The number of the known version of a process; 0 for none. Null: processes never have one. */
  recalls: ((newest: number) => number) | null;
  /** True if the nodes are read only when the answer about the document has arrived. */
  oneByOne?: boolean;
  /** Called before each write. */
  writes: (next: Status, instead: Status | null) => void;
}

interface Version {
  status: Status | null;
  since: number;
}

/**
 * A Firestore document, as the Admin SDK uses it. A writer names the version that it has read. Firestore refuses the write if the document
 * has another version by then, or without a reason.
 */
export class ModelDocument {
  readonly #versions: Version[];

  constructor(status: Status | null) {
    this.#versions = [{ status, since: Number.NEGATIVE_INFINITY }];
  }

  get current(): Status | null {
    return this.#versions.at(-1)?.status ?? null;
  }

  /** All versions, as watchers have seen them. */
  get history(): (Status | null)[] {
    return this.#versions.map(({ status }) => status);
  }

  get state(): unknown {
    return [this.#newest, this.#versions.at(-1)];
  }

  /** The document in the code of one process. */
  as(process: Process, { now, aborts, recalls, oneByOne = false, writes }: Conditions): StatusDocument {
    const version = (number: number): DocumentVersion => {
      const { status = null, since = 0 } = this.#versions[number - 1] ?? {};
      const write = (next: Status): boolean => {
        if (aborts() || number !== this.#newest) return false;
        writes(next, status);
        this.#versions.push({ status: next, since: now?.() ?? 0 });
        if (recalls === null) process.knowsDocument(next);
        return true;
      };
      return {
        status,
        ageMs: () => (now === null ? Number.POSITIVE_INFINITY : now() - since),
        replace: (next) => process.act('writes what was decided', () => write(next)),
      };
    };
    const read = async () => {
      // A process with a known version reads the document after the nodes.
      if (recalls === null) process.forgetLooks();
      return version(await process.act('reads the document', () => this.#newest));
    };
    return {
      recall: () => {
        if (recalls === null) return null;
        const number = process.note(recalls(this.#newest));
        return this.#versions[number - 1]?.status?.state === 'online' ? version(number) : null;
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
    const { state, lastChanged } = this.current ?? { state: 'offline', lastChanged: 0 };
    if (at === null || state !== 'offline' || at <= lastChanged) return;
    // The rules do not allow the owner to change other fields.
    const status: Status = {
      availability: 'available',
      custom: null,
      ...this.current,
      state: 'online',
      lastChanged: at,
    };
    this.#versions.push({ status, since: now });
  }

  get #newest(): number {
    return this.#versions.length;
  }
}
