import type { Delivery } from './delivery.ts';
import type { Process } from './process.ts';

/** The processes that run, each with what it handles. */
export class Processes {
  readonly #running = new Map<Process, Delivery>();
  #failure: unknown = null;

  get running(): [process: Process, delivery: Delivery][] {
    return [...this.#running];
  }

  count(kind: Delivery['kind']): number {
    return this.running.filter(([, delivery]) => delivery.kind === kind).length;
  }

  run(process: Process, delivery: Delivery, code: () => Promise<unknown>): void {
    this.#running.set(process, delivery);
    const ended = (failure: unknown): void => {
      this.#failure ??= failure;
      this.#running.delete(process);
    };
    code().then(
      () => ended(null),
      (error: unknown) => ended(error),
    );
  }

  kill(process: Process): void {
    process.kill();
    this.#running.delete(process);
  }

  /** Throws what the first process threw that failed. */
  assertNoneFailed(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}
