import { TYPING_TIME_TO_LIVE_MS } from '@firebase-presence/contract';

/** The users who type in one room, computed from the key presses that this client has received. */
export class TypingUsers {
  readonly #onChange: (uids: string[]) => void;
  readonly #now: () => number;
  /** The time of the latest key press of each user, also of users who are no longer shown. Null before the database's first answer. */
  #known: ReadonlyMap<string, number> | null = null;
  /** The users who are shown, in the order in which they began. */
  readonly #shown = new Map<string, ReturnType<typeof setTimeout>>();

  /** @param now the database's time, in milliseconds */
  constructor(onChange: (uids: string[]) => void, now: () => number) {
    this.#onChange = onChange;
    this.#now = now;
  }

  /** @param keys the time of each user's latest key press, in milliseconds */
  update(keys: ReadonlyMap<string, number>): void {
    for (const uid of [...this.#shown.keys()]) if (!keys.has(uid)) this.#remove(uid);
    for (const [uid, at] of keys) {
      if (this.#known?.get(uid) === at) continue;
      // A key press that arrives later is new. Only those of the first answer need the clock.
      const age = this.#known === null ? Math.max(0, this.#now() - at) : 0;
      if (age < TYPING_TIME_TO_LIVE_MS) this.#showFor(uid, TYPING_TIME_TO_LIVE_MS - age);
    }
    this.#known = keys;
    this.#onChange([...this.#shown.keys()]);
  }

  stop(): void {
    for (const uid of [...this.#shown.keys()]) this.#remove(uid);
  }

  #showFor(uid: string, ms: number): void {
    clearTimeout(this.#shown.get(uid));
    const timer = setTimeout(() => {
      this.#remove(uid);
      this.#onChange([...this.#shown.keys()]);
    }, ms);
    this.#shown.set(uid, timer);
  }

  #remove(uid: string): void {
    clearTimeout(this.#shown.get(uid));
    this.#shown.delete(uid);
  }
}
