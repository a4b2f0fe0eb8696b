import type { tickQueue } from '../../../functions/src/tick-queue.ts';

/** What {@link tickQueue} enqueues in. */
export type Tasks = Parameters<typeof tickQueue>[0];

/** Cloud Tasks in this process: takes each task id once, and runs the task at its time. */
export class CloudTasks implements Tasks {
  readonly #run: () => Promise<void>;
  readonly #taken = new Set<string | undefined>();
  /** How many tasks have begun. */
  begun = 0;

  constructor(run: () => Promise<void>) {
    this.#run = run;
  }

  readonly enqueue: Tasks['enqueue'] = async ({ at }, options) => {
    const id = options?.id;
    if (this.#taken.has(id)) throw Object.assign(new Error('Taken'), { code: 'functions/task-already-exists' });
    this.#taken.add(id);
    setTimeout(() => void this.#begin(), at - Date.now()).unref();
  };

  /** The next tick does the work of one that failed. In production, Cloud Tasks retries it. */
  async #begin(): Promise<void> {
    this.begun++;
    await this.#run().catch((error: unknown) => console.error('The tick failed', error));
  }
}
