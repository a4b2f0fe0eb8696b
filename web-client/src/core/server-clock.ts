/**
 * The time of Firebase's servers, as far as this page has heard of it. All databases have the same time, so a page has one of these.
 */
class ServerClock {
  /** What to add to the time since the page began, which runs on when the clock of the device is set. Null: nothing was heard. */
  #origin: number | null = null;
  readonly #heard = new WeakMap<object, number>();

  /** In milliseconds since the epoch. Before a server was heard it is the clock of the device. */
  now(): number {
    return this.#origin === null ? Date.now() : Math.round(this.#origin + performance.now());
  }

  /**
   * @param source the database that said so. Firebase measures the offset once for each socket and repeats it: only the first time it is true, for
   *   the clock of the device may have been set since.
   * @param offset how far the server is ahead of the clock of the device, in milliseconds
   */
  hear(source: object, offset: number): void {
    if (this.#heard.get(source) === offset) return;
    this.#heard.set(source, offset);
    this.#origin = Date.now() + offset - performance.now();
  }

  /** The socket is lost: the next one measures again, and the result may be the same. Time may stand still while a device sleeps. */
  forget(source: object): void {
    this.#heard.delete(source);
  }
}

export const serverClock: ServerClock = new ServerClock();
