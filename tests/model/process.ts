/** One atomic step that a process can make next. */
export interface Act {
  what: string;
  run: () => void;
}

/**
 * One run of a function: a handler of an event, or a tick. Each of its steps waits until the world runs it. So the world can stall or kill a
 * process between any two steps.
 */
export class Process {
  readonly name: string;
  /** How far this worker's clock is ahead, in milliseconds. */
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

  /** The steps that it can make next. It has several if it waits for several answers at once. */
  get acts(): Act[] {
    return [...this.#waiting];
  }

  /** Everything that it has done and seen. Two processes of one name with the same past have the same future. */
  get past(): string {
    return `${this.#seen}; ${this.#looked}`;
  }

  /** @param effect runs in this step. The process learns only its result. */
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

  /** Records what the process learns without a step, such as the time. */
  note<T>(seen: T): T {
    this.#seen += short(JSON.stringify(seen));
    return seen;
  }

  /** The process starts over: nothing that it has seen matters any more. */
  forget(): void {
    this.#seen = '';
    this.#looked = '';
  }

  /** The process reads the document and the nodes again: what it has read there before does not matter any more. */
  forgetLooks(): void {
    this.#looked = '';
  }

  /** The process knows the document, because it has just written it. */
  knowsDocument(status: unknown): void {
    this.#looked = short(JSON.stringify(status));
  }

  /** Removes its next steps, so it never continues. */
  kill(): void {
    this.isKilled = true;
    this.#waiting.clear();
  }
}

/** A process that reads the document or the nodes again uses only the latest answer. */
const isLook = (what: string): boolean => what === 'reads the document' || what === 'reads the nodes';

/** A short name for each text. */
const names = new Map<string, string>();

function short(text: string): string {
  const name = names.get(text) ?? `${names.size} `;
  names.set(text, name);
  return name;
}

/** Resolves when every process waits for a step. */
export const allWait = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
