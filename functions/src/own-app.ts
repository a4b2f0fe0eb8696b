import { type App, getApps, initializeApp } from 'firebase-admin/app';

const NAME = 'firebase-presence';

/** The app of these functions. The default app belongs to the functions that may be deployed in the same codebase. */
export function ownApp(): App {
  // Without options: as the platform has configured it.
  return getApps().find(({ name }) => name === NAME) ?? initializeApp(undefined, NAME);
}
