import { type Auth, beforeAuthStateChanged } from 'firebase/auth';

/** How long a sibling tab stays away if the announced sign-out never comes. */
const SIGN_OUT_TIMEOUT_MS = 10_000;

interface Departure {
  /** Never rejects. */
  leave: () => Promise<void>;
  /** The sign-out did not happen after all. */
  resume: () => void;
}

/**
 * Rule 8: the record has to go while the user may still write, for the rules are checked again when the server executes
 * `onDisconnect`. Auth waits for this tab only and signs its siblings out afterwards without asking, so they are told.
 *
 * @returns stops it
 */
export function leaveBeforeSignOut(auth: Auth, { leave, resume }: Departure): () => void {
  const siblings = openSiblingChannel(auth, { leave, resume });
  const stop = beforeAuthStateChanged(
    auth,
    async (next) => {
      const uid = auth.currentUser?.uid;
      if (uid === undefined || next?.uid === uid) return;
      siblings?.postMessage({ uid, leaving: true });
      await leave();
    },
    () => {
      siblings?.postMessage({ uid: auth.currentUser?.uid, leaving: false });
      resume();
    },
  );
  return () => {
    stop();
    siblings?.close();
  };
}

/** Tabs that share a signed-in user are those with the same key and app name: that is how Auth stores it. */
function openSiblingChannel(auth: Auth, { leave, resume }: Departure): BroadcastChannel | null {
  // Without a document there are no tabs, and in Node an open channel would keep the process alive.
  if (typeof document === 'undefined' || typeof BroadcastChannel === 'undefined') return null;
  const channel = new BroadcastChannel(`firebase-presence:${auth.config.apiKey}:${auth.name}`);
  channel.onmessage = ({ data }: MessageEvent<{ uid?: string; leaving: boolean }>): void => {
    if (data.uid === undefined || data.uid !== auth.currentUser?.uid) return;
    if (!data.leaving) {
      resume();
      return;
    }
    void leave();
    setTimeout(() => {
      if (data.uid === auth.currentUser?.uid) resume();
    }, SIGN_OUT_TIMEOUT_MS);
  };
  return channel;
}
