import { type FirebaseApp, getApp } from 'firebase/app';
import { type Presence, type PresenceOptions, presenceIn } from './session/index.ts';
import { mirrorOwnState } from './statuses/index.ts';

/**
 * Makes this device present. From now on, whoever is signed in is online while this device is connected; signing in,
 * signing out and switching the user are followed. Needs Authentication, Realtime Database and Firestore in the app.
 *
 * Called again it returns the same instance.
 *
 * @param app default: the default app
 * @throws `presence/invalid-argument` if an option cannot be used
 * @throws `presence/no-database` if the app's config names no Realtime Database
 * @throws `presence/already-initialized` if called before with other options
 *
 * @example
 * const presence = getPresence(initializeApp(config));
 * onOnlineUsersChanged(presence, ({ users }) => console.log(`${users.length} online`));
 */
export function getPresence(app: FirebaseApp = getApp(), options?: PresenceOptions): Presence {
  const instance = presenceIn(app, options);
  mirrorOwnState(instance);
  return instance;
}
