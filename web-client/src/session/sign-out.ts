import { type Auth, beforeAuthStateChanged, onAuthStateChanged } from 'firebase/auth';
import { isShared, letProcessEnd, openSiblingChannel, type SiblingMessage, type SignIn, signInOf } from './siblings.ts';

/** How long a sibling tab stays offline without a message about the end of the sign-out. */
const SIGN_OUT_TIMEOUT_MS = 10_000;

/** How long Auth may take to sign out a sibling tab. Auth checks every 0.8 seconds. */
const SIBLING_TIMEOUT_MS = 2_500;

interface SignOutHandlers {
  /** Never rejects. */
  leave: () => Promise<void>;
  /** Called when the sign-out did not happen. */
  resume: () => void;
}

/**
 * Rule 8: removes the record before the sign-out, while the user may still write. The database checks the security rules again when it
 * executes `onDisconnect`. Auth waits only for this tab and then signs out the sibling tabs, so this tab sends them a message.
 *
 * @returns stops the handling of sign-outs
 */
export function leaveBeforeSignOut(auth: Auth, handlers: SignOutHandlers): () => void {
  const siblings = openSiblingChannel(auth);
  if (siblings) followSiblings(siblings, auth, handlers);
  let signingOut: SignIn | null = null;
  const broadcast = (signOut: SiblingMessage['signOut']): void => {
    if (signingOut !== null) siblings?.postMessage({ ...signingOut, signOut });
    if (signOut !== 'begins') signingOut = null;
  };
  const stops = [
    beforeAuthStateChanged(
      auth,
      async (next) => {
        const user = auth.currentUser;
        if (user === null || next?.uid === user.uid) return;
        signingOut = signInOf(user);
        broadcast('begins');
        await handlers.leave();
      },
      () => {
        broadcast('aborted');
        handlers.resume();
      },
    ),
    onAuthStateChanged(auth, () => broadcast('done')),
    () => siblings?.close(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Handles the messages of sibling tabs. Auth may keep a separate user for each tab, and nothing shows that. So a tab that is still signed
 * in announces again.
 */
function followSiblings(channel: BroadcastChannel, auth: Auth, { leave, resume }: SignOutHandlers): void {
  let resumeTimer: ReturnType<typeof setTimeout> | undefined;
  channel.onmessage = ({ data }: MessageEvent<SiblingMessage>): void => {
    if (!isShared(auth, data)) return;
    clearTimeout(resumeTimer);
    if (data.signOut === 'begins') void leave();
    const resumeIfStillHere = (): void => {
      if (data.uid === auth.currentUser?.uid) resume();
    };
    const delay = { begins: SIGN_OUT_TIMEOUT_MS, done: SIBLING_TIMEOUT_MS, aborted: 0 }[data.signOut];
    resumeTimer = setTimeout(resumeIfStillHere, delay);
  };
  letProcessEnd(channel);
}
