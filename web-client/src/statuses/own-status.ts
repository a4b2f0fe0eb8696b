import { doc, setDoc, Timestamp } from 'firebase/firestore';
import { isRefusal, isTermination } from '../core/index.ts';
import type { OwnState, PresenceInstance } from '../session/index.ts';
import { statusesOf } from './status-collection.ts';

const mirrored = new WeakSet<PresenceInstance>();

/**
 * Rule 6: writes the own state into the local Firestore cache, where all listeners of this client see it without a round trip. Only the
 * Cloud Function decides what the server holds. So the rules refuse `offline`, and `online` where the document already says so: the local
 * view then returns to the server's, and that refusal is not an error.
 */
export function mirrorOwnState(instance: PresenceInstance): void {
  if (mirrored.has(instance)) return;
  mirrored.add(instance);
  instance.ownState.listen({
    next(own) {
      if (own === null) return;
      write(instance, own).catch((error: unknown) => {
        instance.fail(error, `to write the status of user '${own.uid}'`);
      });
    },
  });
}

/** Looks up the collection for each write, because the app may terminate its Firestore and get a new one. */
async function write(instance: PresenceInstance, { uid, state, at }: OwnState): Promise<void> {
  try {
    await setDoc(doc(statusesOf(instance), uid), { state, last_changed: Timestamp.fromMillis(at) }, { merge: true });
  } catch (error) {
    if (!isRefusal(error) && !isTermination(error)) throw error;
  }
}
