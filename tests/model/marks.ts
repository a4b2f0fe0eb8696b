import { type DueMark, isSameMark, type Marks, withLoss, withNeed } from '../../functions/src/due.ts';
import type { Process } from './process.ts';
import { UID } from './user-node.ts';

/** The mark of the one user. What an operation makes of it is the real code; here is where it is stored. */
export class ModelMarks {
  mark: DueMark | null = null;

  /** The marks as one process has them: each operation is one step, as a transaction is. */
  as(process: Process): Marks {
    return {
      markLoss: (_, loss) => process.act('raises the mark', () => this.#set(withLoss(this.mark, loss))),
      ensure: (_, need) => process.act('makes sure of the mark', () => this.#set(withNeed(this.mark, need))),
      replace: (_, read, next) => process.act('replaces the mark', () => this.#replace(read, next)),
      read: () => process.act('reads the mark', () => this.mark),
      due: (now) => {
        // A tick looks for what is due until there is nothing.
        process.forget();
        process.note(now);
        return process.act('reads what is due', () => {
          return this.mark !== null && this.mark.at <= now ? [[UID, this.mark]] : [];
        });
      },
    };
  }

  #set(mark: DueMark): DueMark {
    this.mark = mark;
    return mark;
  }

  #replace(read: DueMark, next: DueMark | null): boolean {
    if (this.mark === null || !isSameMark(this.mark, read)) return false;
    this.mark = next;
    return true;
  }
}
