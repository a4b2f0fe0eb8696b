import { type Auth, beforeAuthStateChanged, onAuthStateChanged } from 'firebase/auth';
import { isShared, letProcessEnd, openSiblingChannel, type SiblingMessage, type SignIn, signInOf } from './siblings.ts';

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

/**
 * Rule 8: the record has to go while the user may still write, for the rules are checked again when the server executes
 * `onDisconnect`. Auth waits for this tab only and signs its siblings out afterwards without asking, so they are told.
 *
 * @returns stops it
 */
export function leaveBeforeSignOut(auth: Auth, departure: Departure): () => void {
  const siblings = openSiblingChannel(auth);
  if (siblings) followSiblings(siblings, auth, departure);
  let leaving: SignIn | null = null;
  const tell = (signOut: SiblingMessage['signOut']): void => {
    if (leaving !== null) siblings?.postMessage({ ...leaving, signOut });
    if (signOut !== 'begins') leaving = null;
  };
  const stops = [
    beforeAuthStateChanged(
      auth,
      async (next) => {
        const user = auth.currentUser;
        if (user === null || next?.uid === user.uid) return;
        leaving = signInOf(user);
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

/** Auth may also keep the user of each tab apart in a way that nobody can see: a tab that is still signed in a while later was not meant. */
function followSiblings(channel: BroadcastChannel, auth: Auth, { leave, resume }: Departure): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  channel.onmessage = ({ data }: MessageEvent<SiblingMessage>): void => {
    if (!isShared(auth, data)) return;
    clearTimeout(waiting);
    if (data.signOut === 'begins') void leave();
    const resumeIfStillHere = (): void => {
      if (data.uid === auth.currentUser?.uid) resume();
    };
    const delay = { begins: SIGN_OUT_TIMEOUT_MS, done: SIBLING_TIMEOUT_MS, aborted: 0 }[data.signOut];
    waiting = setTimeout(resumeIfStillHere, delay);
  };
  letProcessEnd(channel);
}
