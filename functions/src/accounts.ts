import type { Auth } from 'firebase-admin/auth';

/** Returns a function that resolves to true if Firebase Authentication has an account with the uid. */
export function accountCheck(auth: Pick<Auth, 'getUser'>): (uid: string) => Promise<boolean> {
  return async (uid) => {
    try {
      await auth.getUser(uid);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'auth/user-not-found') return false;
      throw error;
    }
  };
}
