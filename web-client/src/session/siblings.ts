import type { User } from 'firebase/auth';

type SignedIn = Pick<User, 'uid' | 'refreshToken'>;

/** The part of `Auth` that shows the signed-in user and the storage place. */
interface SignInState {
  readonly name: string;
  readonly config: { readonly apiKey: string };
  readonly currentUser: SignedIn | null;
}

/** A message from one tab, worker or frame of this browser to the others. */
export interface SiblingMessage extends SignIn {
  /** `begins`: before the sign-out. `done`: signed out. `aborted`: the sign-out did not happen. */
  signOut: 'begins' | 'done' | 'aborted';
}

export interface SignIn {
  uid: string;
  /** A hash that does not reveal the refresh token. It distinguishes two sign-ins of one user. Messages of older versions lack it. */
  signIn?: string;
}

/** Opens the channel of the tabs that share a user. Auth stores a user by API key and app name. */
export function openSiblingChannel(auth: SignInState): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  try {
    return new BroadcastChannel(`firebase-presence:${auth.config.apiKey}:${auth.name}`);
  } catch {
    // The user has forbidden storage. Then Auth keeps its user in this page alone.
    return null;
  }
}

/** Lets a Node process end. By default an open channel keeps it alive. */
export function letProcessEnd(channel: object): void {
  if ('unref' in channel && typeof channel.unref === 'function') channel.unref();
}

export function signInOf({ uid, refreshToken }: SignedIn): SignIn {
  return { uid, signIn: hash(refreshToken) };
}

/** True if a sibling has the same sign-in as this page. */
export function isShared(auth: SignInState, { uid, signIn }: SignIn): boolean {
  const user = auth.currentUser;
  if (user === null || user.uid !== uid || isOfThisTabAlone(auth)) return false;
  return signIn === undefined || signIn === signInOf(user).signIn;
}

/**
 * True if the app has chosen `browserSessionPersistence`: Auth then keeps the user in the storage of this tab. A duplicated tab gets a
 * copy with the refresh token. Its user stays signed in when the first tab signs out.
 */
function isOfThisTabAlone({ config, name }: SignInState): boolean {
  try {
    return sessionStorage.getItem(`firebase:authUser:${config.apiKey}:${name}`) !== null;
  } catch {
    // No session storage here, or the user has forbidden it.
    return false;
  }
}

/** FNV-1a, in 32 bits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(36);
}
