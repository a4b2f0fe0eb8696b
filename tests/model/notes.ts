import type { TickNotes } from '../../functions/src/tick-notes.ts';
import type { Process } from './process.ts';
import { UID } from './user-node.ts';

/** The notes of ticks. A note is abandoned if its tick was killed. The model knows this without a clock. */
export class ModelNotes {
  readonly #writers = new Map<string, Process>();

  get count(): number {
    return this.#writers.size;
  }

  get abandoned(): string[] {
    return [...this.#writers].filter(([, { isKilled }]) => isKilled).map(([note]) => note);
  }

  as(process: Process): TickNotes {
    return {
      write: () => process.act('notes the user', () => this.#write(process)),
      remove: (note) =>
        process.act(this.#writers.get(note) === process ? 'removes its note' : 'removes a note', () => {
          this.#writers.delete(note);
        }),
      // The model has one user, so there is nothing to divide.
      running: async () => 0,
      abandoned: () =>
        process.act('reads the notes of killed ticks', () => this.abandoned.map((note) => [note, [UID]])),
    };
  }

  #write(process: Process): string {
    let name = 0;
    while (this.#writers.has(String(name))) name++;
    this.#writers.set(String(name), process);
    return String(name);
  }
}
