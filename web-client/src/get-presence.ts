import { type FirebaseApp, getApp } from 'firebase/app';
import { mirrorOwnState } from './in-firestore/index.ts';
import { type Presence, type PresenceOptions, presenceIn } from './session/index.ts';

/**
 * Starts presence in this client. From now on the signed-in user is online while this client is connected. Presence follows each sign-in,
 * sign-out and switch of the user. The app needs Authentication, Realtime Database and Firestore.
 *
 * A second call for the same app returns the same instance.
 *
 * @param app default: the default app
 * @throws `presence/invalid-argument` if an option cannot be used
 * @throws `presence/no-database` if the app's config names no Realtime Database
 * @throws `presence/already-initialized` if an earlier call had other options
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
