import { type DocumentReference, Timestamp } from 'firebase-admin/firestore';
import { expect, onTestFinished } from 'vitest';
import * as suite from '../suite.ts';

/** What a source shows of a user; undefined while there is no status. */
type Seen = Readonly<Record<string, unknown>> | undefined;

/** Calls `next` with what it shows of a user: when it is known, and whenever it changes. Returns the function that ends this. */
export type StatusSource = (next: (seen: Seen) => void) => () => void;

/** The status document, past the security rules. */
export function inDocument(document: DocumentReference): StatusSource {
  return (next) => document.onSnapshot((snapshot) => next(snapshot.data()));
}

/** What a watcher sees of a user. */
export class Watch {
  /** The states in order; `none` while there is no status. */
  readonly states: unknown[] = [];
  /** The fields in order; undefined while there is no status. */
  readonly documents: Seen[] = [];
  /** When the user last went online or offline, in the milliseconds of `performance.now`. */
  changedAt = performance.now();
  readonly stop: () => void;

  constructor(source: StatusSource) {
    this.stop = source((seen) => {
      const wasOnline = this.states.length === 0 ? null : this.isOnline;
      this.documents.push(seen);
      this.states.push(seen?.state ?? 'none');
      if (this.isOnline !== wasOnline) this.changedAt = performance.now();
    });
  }

  get state(): unknown {
    return this.states.at(-1);
  }

  get isOnline(): boolean {
    return this.state === 'online';
  }

  /** True if the user was offline after being online. */
  get wasOffline(): boolean {
    return this.states.slice(this.states.indexOf('online') + 1).some((state) => state !== 'online');
  }

  /** Milliseconds since the epoch. */
  get lastChanged(): number {
    const value: unknown = this.documents.at(-1)?.last_changed;
    if (!(value instanceof Timestamp)) throw new Error('The document holds no last_changed');
    return value.toMillis();
  }

  /** Waits for a state. */
  async sees(state: 'online' | 'offline' | 'none'): Promise<void> {
    await expect.poll(() => this.state).toBe(state);
  }
}

/** Watches the status document of a user until the test ends. */
export function watch({ uid }: { uid: string }): Watch {
  const seen = new Watch(inDocument(suite.admin().firestore.collection('status').doc(uid)));
  onTestFinished(seen.stop);
  return seen;
}
