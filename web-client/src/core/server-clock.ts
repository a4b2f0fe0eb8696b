/**
 * Estimates the time of Firebase's servers. All databases have the same time, so a page has one clock.
 */
class ServerClock {
  /** Added to `performance.now()`, which does not change when the device's clock is set. Null before a server sent an offset. */
  #origin: number | null = null;
  readonly #offsets = new WeakMap<object, number>();
  readonly #followers = new Set<() => void>();

  /** In milliseconds since the epoch. It is the device's clock until a server has sent an offset. */
  now(): number {
    return this.#origin === null ? Date.now() : Math.round(this.#origin + performance.now());
  }

  /**
   * Uses an offset that a database has sent. Firebase measures it once for each socket and repeats it. A repeated offset is ignored,
   * because the device's clock may have been set in the meantime.
   *
   * @param source the database that sent the offset
   * @param offset how far the database's clock is ahead of the device's clock, in milliseconds
   */
  setOffset(source: object, offset: number): void {
    if (this.#offsets.get(source) === offset) return;
    this.#offsets.set(source, offset);
    this.#origin = Date.now() + offset - performance.now();
    for (const corrected of this.#followers) corrected();
  }

  /**
   * Calls `corrected` after each correction of the estimate. What was computed by the earlier estimate can be wrong by a day.
   *
   * @param corrected only sets a timer, because the caller of {@link setOffset} expects no call of the app
   * @returns ends the calls
   */
  follow(corrected: () => void): () => void {
    this.#followers.add(corrected);
    return () => this.#followers.delete(corrected);
  }

  /** Call it when the socket is lost. `performance.now()` may stop while a device sleeps, so after that even the same offset counts. */
  forgetOffset(source: object): void {
    this.#offsets.delete(source);
  }
}

export const serverClock: ServerClock = new ServerClock();
