import { type DocumentReference, Timestamp } from 'firebase-admin/firestore';
import { expect, onTestFinished } from 'vitest';
import * as suite from '../suite.ts';

/** What a watcher sees of a status document, past the security rules. */
export class Watch {
  /** The states in order; `none` while there is no document. */
  readonly states: unknown[] = [];
  readonly documents: (Record<string, unknown> | undefined)[] = [];
  /** When the user last went online or offline, in the milliseconds of `performance.now`. */
  changedAt = performance.now();
  readonly stop: () => void;

  constructor(document: DocumentReference) {
    this.stop = document.onSnapshot((snapshot) => {
      const wasOnline = this.states.length === 0 ? null : this.isOnline;
      this.documents.push(snapshot.data());
      this.states.push(snapshot.data()?.state ?? 'none');
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
  const seen = new Watch(suite.admin().firestore.collection('status').doc(uid));
  onTestFinished(seen.stop);
  return seen;
}
