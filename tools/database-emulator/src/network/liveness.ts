const QUESTIONS_UNTIL_DEAD = 3;

export interface Watch {
  /** Call it when the client shows that it is alive. */
  readonly alive: () => void;
  readonly stop: () => void;
}

/**
 * Finds clients that are gone without a close. It counts unanswered questions, not time. If this process itself was blocked, the
 * answers are still unread, and no healthy client may be removed.
 */
export class Liveness {
  readonly #intervalMs: number;

  constructor(idleMs: number) {
    this.#intervalMs = Math.max(1, idleMs / QUESTIONS_UNTIL_DEAD);
  }

  /** `ask` makes the client send something. `dead` is called once, when it has not answered for too long. */
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
      alive: () => {
        unanswered = 0;
      },
      stop: () => clearInterval(timer),
    };
  }
}
