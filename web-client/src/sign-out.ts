import { type Auth, beforeAuthStateChanged, onAuthStateChanged } from 'firebase/auth';

/** How long a sibling tab stays away if it never hears how the sign-out ended. */
const SIGN_OUT_TIMEOUT_MS = 10_000;

/** How long Auth may take to tell a sibling tab that it is signed out; it looks every 0.8 seconds. */
const SIBLING_TIMEOUT_MS = 2_500;

interface Departure {
  /** Never rejects. */
  leave: () => Promise<void>;
  /** The user stays after all. */
  resume: () => void;
}

interface SiblingMessage {
  uid: string;
  /** About to sign out; signed out; not signed out after all. */
  signOut: 'begins' | 'done' | 'aborted';
}

/**
 * Rule 8: the record has to go while the user may still write, for the rules are checked again when the server executes
 * `onDisconnect`. Auth waits for this tab only and signs its siblings out afterwards without asking, so they are told.
 *
 * @returns stops it
 */
export function leaveBeforeSignOut(auth: Auth, departure: Departure): () => void {
  const siblings = openSiblingChannel(auth, departure);
  let leaving: string | null = null;
  const tell = (signOut: SiblingMessage['signOut']): void => {
    if (leaving !== null) siblings?.postMessage({ uid: leaving, signOut });
    if (signOut !== 'begins') leaving = null;
  };
  const stops = [
    beforeAuthStateChanged(
      auth,
      async (next) => {
        const uid = auth.currentUser?.uid;
        if (uid === undefined || next?.uid === uid) return;
        leaving = uid;
        tell('begins');
        await departure.leave();
      },
      () => {
        tell('aborted');
        departure.resume();
      },
    ),
    onAuthStateChanged(auth, () => tell('done')),
    () => siblings?.close(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Tabs that share a signed-in user have the same key and app name: that is how Auth stores it. Yet Auth can be told to keep the
 * user in one tab alone, so who is still signed in a while later was not meant.
 */
function openSiblingChannel(auth: Auth, { leave, resume }: Departure): BroadcastChannel | null {
  // Without a document there are no tabs, and in Node an open channel would keep the process alive.
  if (typeof document === 'undefined' || typeof BroadcastChannel === 'undefined') return null;
  const channel = new BroadcastChannel(`firebase-presence:${auth.config.apiKey}:${auth.name}`);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  channel.onmessage = ({ data: { uid, signOut } }: MessageEvent<SiblingMessage>): void => {
    const resumeIfStillHere = (): void => {
      if (uid === auth.currentUser?.uid) resume();
    };
    if (uid !== auth.currentUser?.uid) return;
    clearTimeout(waiting);
    if (signOut === 'begins') void leave();
    const delay = { begins: SIGN_OUT_TIMEOUT_MS, done: SIBLING_TIMEOUT_MS, aborted: 0 }[signOut];
    waiting = setTimeout(resumeIfStillHere, delay);
  };
  return channel;
}
