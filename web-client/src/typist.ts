import { TYPING_PERIOD_MS, TYPING_TIME_TO_LIVE_MS } from '@firebase-presence/contract';
import { type DatabaseReference, remove, serverTimestamp, set } from 'firebase/database';

/** Not public: tells that somebody types, at most once in two seconds, and that they do no longer. */
export class Typist {
  readonly #place: () => DatabaseReference | null;
  readonly #failed: (error: unknown) => void;
  #told: DatabaseReference | null = null;
  #next: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #keySinceTold = false;

  /** @param place where to tell it; null while this device is not in the room */
  constructor(place: () => DatabaseReference | null, failed: (error: unknown) => void) {
    this.#place = place;
    this.#failed = failed;
  }

  key(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.stop(), TYPING_TIME_TO_LIVE_MS);
    this.#keySinceTold = true;
    if (this.#next === undefined) this.#tell();
  }

  /** Says so, if anything was said. */
  stop(): void {
    const told = this.#told;
    this.forget();
    if (told !== null) remove(told).catch(this.#failed);
  }

  /** The connection is gone, and with it what was told. */
  forget(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#next);
    this.#next = undefined;
    this.#told = null;
    this.#keySinceTold = false;
  }

  #tell(): void {
    this.#next = undefined;
    const place = this.#place();
    if (!this.#keySinceTold || place === null) return;
    this.#keySinceTold = false;
    this.#told = place;
    set(place, serverTimestamp()).catch(this.#failed);
    this.#next = setTimeout(() => this.#tell(), TYPING_PERIOD_MS);
  }
}
