import type { Aggregate } from '../../contract/index.ts';

/** What one handler has seen and waited for (rule 9). */
export class Patience {
  #seen: Aggregate | null = null;
  readonly #waitedFor = new Set<number>();

  sees(node: Aggregate): void {
    this.#seen = node;
  }

  waits(): void {
    if (this.#seen) this.#waitedFor.add(this.#seen.lastChanged);
  }

  /** True if it makes news of a loss that it has not waited for. */
  isHasty(): boolean {
    if (this.#seen === null) return false;
    const { state, left, absent, lastChanged } = this.#seen;
    return state === 'offline' && !left && !absent && !this.#waitedFor.has(lastChanged);
  }
}
