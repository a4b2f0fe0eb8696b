import type { Shown } from '../../contract/index.ts';

/** What one handler has seen and waited for (rule 9). */
export class Patience {
  #seen: Shown | null = null;
  readonly #waitedFor = new Set<number>();

  sees(user: Shown): void {
    this.#seen = user;
  }

  waits(): void {
    if (this.#seen) this.#waitedFor.add(this.#seen.lastChanged);
  }

  /** True if it makes news of a loss that it has not waited for. */
  isHasty(): boolean {
    if (this.#seen === null) return false;
    const { mayReturn, lastChanged } = this.#seen;
    return mayReturn && !this.#waitedFor.has(lastChanged);
  }
}
