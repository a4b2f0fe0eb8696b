import type { User } from 'firebase/auth';

type SignedIn = Pick<User, 'uid' | 'refreshToken'>;

/** What of `Auth` tells whom it has signed in, and where it keeps them. */
interface SignInState {
  readonly name: string;
  readonly config: { readonly apiKey: string };
  readonly currentUser: SignedIn | null;
}

/** What one tab, worker or frame of this browser tells the others. */
export interface SiblingMessage extends SignIn {
  /** About to sign out; signed out; not signed out after all. */
  signOut: 'begins' | 'done' | 'aborted';
}

export interface SignIn {
  uid: string;
  /** Tells apart two sign-ins of the same user: it comes from the refresh token, and does not reveal it. Absent in messages of older versions. */
  signIn?: string;
}

/** Those that share a signed-in user have the same key and app name: that is how Auth stores it. */
export function openSiblingChannel(auth: SignInState): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  try {
    return new BroadcastChannel(`firebase-presence:${auth.config.apiKey}:${auth.name}`);
  } catch {
    // Where the user has forbidden storage, Auth keeps its user in this page alone.
    return null;
  }
}

/** In Node an open channel keeps the process alive, unless told otherwise. */
export function letProcessEnd(channel: object): void {
  if ('unref' in channel && typeof channel.unref === 'function') channel.unref();
}

export function signInOf({ uid, refreshToken }: SignedIn): SignIn {
  return { uid, signIn: hash(refreshToken) };
}

/** True if the sign-in of a sibling is the one of this page. */
export function isShared(auth: SignInState, { uid, signIn }: SignIn): boolean {
  const user = auth.currentUser;
  if (user === null || user.uid !== uid || isOfThisTabAlone(auth)) return false;
  return signIn === undefined || signIn === signInOf(user).signIn;
}

/**
 * True if the app has chosen `browserSessionPersistence`: Auth then keeps the user in the storage of this tab. A duplicate of a tab gets a
 * copy of that, refresh token included, and its user stays when the first one signs out.
 */
function isOfThisTabAlone({ config, name }: SignInState): boolean {
  try {
    return sessionStorage.getItem(`firebase:authUser:${config.apiKey}:${name}`) !== null;
  } catch {
    // There is no such storage here, or the user has forbidden it.
    return false;
  }
}

/** FNV-1a, in 32 bits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(36);
}
