import { type App, getApps, initializeApp } from 'firebase-admin/app';

const NAME = 'firebase-presence';

/**
 * Returns the Firebase Admin app of these functions. The default app belongs to other functions that may be deployed in the same
 * codebase.
 */
export function ownApp(): App {
  // Without options, the Admin SDK uses the platform's configuration.
  return getApps().find(({ name }) => name === NAME) ?? initializeApp(undefined, NAME);
}
