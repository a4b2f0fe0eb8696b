import { type CollectionReference, doc, setDoc, Timestamp } from 'firebase/firestore';
import { isRefusal, isTermination } from '../core/index.ts';
import type { LocalMirror } from '../session/index.ts';

/**
 * Rule 6: writes the own status into the local Firestore cache, where every listener of this device sees it at once.
 * The server's truth comes from the Cloud Function alone. So the rules refuse `offline`, and `online` if the document
 * already says so: the local view then falls back to the server's, and that refusal is the one that is no error.
 */
export function localMirrorIn(statuses: () => CollectionReference): LocalMirror {
  return async (uid, state, at) => {
    try {
      await setDoc(doc(statuses(), uid), { state, last_changed: Timestamp.fromMillis(at) }, { merge: true });
    } catch (error) {
      if (!isRefusal(error) && !isTermination(error)) throw error;
    }
  };
}
