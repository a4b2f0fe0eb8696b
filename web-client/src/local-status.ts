import type { PresenceState } from '@firebase-presence/contract';
import { type DocumentReference, setDoc, Timestamp } from 'firebase/firestore';
import { isRefusal, isTermination } from './errors.ts';

/**
 * Rule 6: writes the own status into the local Firestore cache, where every listener of this device sees it at once.
 * The server's truth comes from the Cloud Function alone. So the rules refuse `offline`, and `online` if the document
 * already says so: the local view then falls back to the server's, and that refusal is the one that is no error.
 *
 * @param at milliseconds since the epoch by the Realtime Database's clock, so that the function finds nothing to correct
 */
export async function writeLocalStatus(document: DocumentReference, state: PresenceState, at: number): Promise<void> {
  try {
    await setDoc(document, { state, last_changed: Timestamp.fromMillis(at) }, { merge: true });
  } catch (error) {
    if (!isRefusal(error) && !isTermination(error)) throw error;
  }
}
