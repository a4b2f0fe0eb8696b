/** Something that a process does next, as one atomic step. */
export interface Act {
  what: string;
  run: () => void;
}

/**
 * One run of a function: a handler of an event, or a tick. It does nothing by itself: each of its steps waits until the world lets it
 * happen, so a process can be stalled or killed between any two steps.
 */
export class Process {
  readonly name: string;
  /** By how much this worker's clock is ahead, in milliseconds. */
  readonly skew: number;
  hasActed = false;
  isKilled = false;
  readonly #waiting = new Set<Act>();
  #seen = '';
  #looked = '';

  constructor(name: string, skew: number) {
    this.name = name;
    this.skew = skew;
  }

  /** What it can do next: more than one if it waits for several answers at once. */
  get acts(): Act[] {
    return [...this.#waiting];
  }

  /** All that it has done and seen. Two processes of one name with the same past have the same future. */
  get past(): string {
    return `${this.#seen}; ${this.#looked}`;
  }

  /** @param effect what happens in this step; its result is all that the process learns */
  act<T>(what: string, effect: () => T): Promise<T> {
    return new Promise((resolve) => {
      const act = {
        what,
        run: () => {
          this.#waiting.delete(act);
          this.hasActed = true;
          const result = effect();
          if (isLook(what)) this.#looked += short(JSON.stringify([what, result]));
          else this.note([what, result]);
          resolve(result);
        },
      };
      this.#waiting.add(act);
    });
  }

  /** What it learns beside its steps, such as the time. */
  note<T>(seen: T): T {
    this.#seen += short(JSON.stringify(seen));
    return seen;
  }

  /** It begins anew: nothing of what it has seen so far matters any more. */
  forget(): void {
    this.#seen = '';
    this.#looked = '';
  }

  /** It looks anew at the document and the nodes: what it has seen of them before does not matter any more. */
  forgetLooks(): void {
    this.#looked = '';
  }

  /** It knows what the document says, for it has just written it. */
  knowsDocument(stands: unknown): void {
    this.#looked = short(JSON.stringify(stands));
  }

  /** What it waits for never comes. */
  kill(): void {
    this.isKilled = true;
    this.#waiting.clear();
  }
}

/** Of what it sees there it keeps the latest only. */
const isLook = (what: string): boolean => what === 'reads the document' || what === 'reads the nodes';

/** A short name for each text. */
const names = new Map<string, string>();

function short(text: string): string {
  const name = names.get(text) ?? `${names.size} `;
  names.set(text, name);
  return name;
}

/** Resolves when no process can go on without another step. */
export const allWait = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
