import { doc, setDoc, Timestamp } from 'firebase/firestore';
import { isRefusal, isTermination } from '../core/index.ts';
import { type OwnState, type PresenceInstance, UNREACHABLE_AFTER_MS } from '../session/index.ts';
import { firestoreUnreachable, statusesOf } from './status-collection.ts';

const mirrored = new WeakSet<PresenceInstance>();

/**
 * Rule 6: writes the user's own state into the local Firestore cache. All listeners of this client see it there without a round trip. Only
 * the function decides what Firestore stores. So the security rules refuse `offline`, and refuse `online` if the document already
 * says it. Such a refusal is not an error: the cache then holds Firestore's status again.
 */
export function mirrorOwnState(instance: PresenceInstance): void {
  if (mirrored.has(instance)) return;
  mirrored.add(instance);
  const answer = new ExpectedAnswer(instance);
  instance.ownState.listen({
    next(own) {
      if (own === null) return;
      answer.expect(own, writeOwnState(instance, own)).catch((error: unknown) => {
        instance.reportFailure(error, `write the status of user '${own.uid}'`);
      });
    },
  });
}

/** Gets the collection for each write, because the app can terminate its Firestore and create a new one. */
async function writeOwnState(instance: PresenceInstance, { uid, state, at }: OwnState): Promise<void> {
  try {
    await setDoc(doc(statusesOf(instance), uid), { state, last_changed: Timestamp.fromMillis(at) }, { merge: true });
  } catch (error) {
    if (!isRefusal(error) && !isTermination(error)) throw error;
  }
}

/** Reports an `online` that Firestore does not answer. Firestore treats a database that does not exist like a lost network. */
class ExpectedAnswer {
  readonly #instance: PresenceInstance;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(instance: PresenceInstance) {
    this.#instance = instance;
  }

  async expect({ state }: OwnState, written: Promise<void>): Promise<void> {
    clearTimeout(this.#waiting);
    const timer = state === 'online' ? setTimeout(() => this.#report(), UNREACHABLE_AFTER_MS) : undefined;
    this.#waiting = timer;
    await written.finally(() => clearTimeout(timer));
  }

  #report(): void {
    // Without a connection to the Realtime Database the network is the cause.
    if (this.#instance.connectionState.value !== 'connected') return;
    this.#instance.connectionState.reportError(firestoreUnreachable(this.#instance));
  }
}
