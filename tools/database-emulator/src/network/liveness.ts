const QUESTIONS_UNTIL_DEAD = 3;

export interface Watch {
  /** The client showed that it lives. */
  readonly heard: () => void;
  readonly stop: () => void;
}

/**
 * Finds clients that are gone without a word. It counts unanswered questions, not time: when this process itself was
 * held up, the answers wait to be read and no healthy client may die for it.
 */
export class Liveness {
  readonly #intervalMs: number;

  constructor(idleMs: number) {
    this.#intervalMs = Math.max(1, idleMs / QUESTIONS_UNTIL_DEAD);
  }

  /** `ask` makes the client say something; `dead` is called once, when it has not for too long. */
  watch(ask: () => void, dead: () => void): Watch {
    let unanswered = 0;
    const timer = setInterval(() => {
      if (unanswered >= QUESTIONS_UNTIL_DEAD) {
        clearInterval(timer);
        dead();
        return;
      }
      unanswered++;
      ask();
    }, this.#intervalMs).unref();
    return {
      heard: () => {
        unanswered = 0;
      },
      stop: () => clearInterval(timer),
    };
  }
}
