import { type Auth, onIdTokenChanged, type Unsubscribe } from 'firebase/auth';

/**
 * Follows the signed-in user and the user's ID tokens. Both functions may be called again without a change, because Authentication does so,
 * for example after `reload`.
 *
 * @param hasToken called with the token of the signed-in user, or with the error if there is none. A new token can carry new rights. May be
 *   called after the end, or just after another user has signed in
 */
export function followUser(
  auth: Auth,
  isSignedIn: (uid: string | null) => void,
  hasToken: (token: unknown) => void,
): Unsubscribe {
  return onIdTokenChanged(auth, (user) => {
    isSignedIn(user?.uid ?? null);
    // This takes until the database, which Authentication calls after this listener, has sent the token to the server. A write in this
    // moment would still have the old rights.
    user?.getIdToken().then(hasToken, hasToken);
  });
}
