import { type DueMark, isSameMark, type Marks, withLoss, withNeed } from '../../functions/src/due.ts';
import type { Process } from './process.ts';
import { UID } from './user-node.ts';

/** Stores the mark of the user. The real code computes each new mark. */
export class ModelMarks {
  mark: DueMark | null;

  constructor(mark: DueMark | null) {
    this.mark = mark;
  }

  /** The marks in the code of one process. Each operation is one step, like a transaction. */
  as(process: Process): Marks {
    return {
      markLoss: (_, loss) => process.act('raises the mark', () => this.#set(withLoss(this.mark, loss))),
      ensure: (_, need) => process.act('makes sure of the mark', () => this.#set(withNeed(this.mark, need))),
      replace: (_, read, next) => process.act('replaces the mark', () => this.#replace(read, next)),
      read: () => process.act('reads the mark', () => this.mark),
      due: (now) => {
        // A tick reads due marks until there are none. Nothing that it read before matters then.
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
