import type { Auth } from 'firebase-admin/auth';

/** Whether Firebase Authentication has an account with a uid. */
export function accountsOf(auth: Pick<Auth, 'getUser'>): (uid: string) => Promise<boolean> {
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
