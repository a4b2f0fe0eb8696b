import { type CollectionReference, doc, setDoc, Timestamp } from 'firebase/firestore';
import { UNREACHABLE_AFTER_MS } from './database.ts';
import { isRefusal, isTermination } from './errors.ts';
import type { LocalMirror } from './instance.ts';

/**
 * Rule 6: writes the own status into the local Firestore cache, where every listener of this device sees it at once.
 * The server's truth comes from the Cloud Function alone. So the rules refuse `offline`, and `online` if the document
 * already says so: the local view then falls back to the server's, and that refusal is the one that is no error.
 *
 * @param unanswered called when the server has not answered an `online` in time. A database that does not exist answers nothing: Firestore
 *   takes that for a lost network.
 */
export function localMirrorIn(statuses: () => CollectionReference, unanswered: () => void): LocalMirror {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return async (uid, state, at) => {
    clearTimeout(waiting);
    const written = setDoc(doc(statuses(), uid), { state, last_changed: Timestamp.fromMillis(at) }, { merge: true });
    const timer = state === 'online' ? setTimeout(unanswered, UNREACHABLE_AFTER_MS) : undefined;
    waiting = timer;
    try {
      await written;
    } catch (error) {
      if (!isRefusal(error) && !isTermination(error)) throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}
