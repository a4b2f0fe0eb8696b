/**
 * The entry for a page that does not load Firestore. Its user is online as in the whole package. It has rooms, typing and the user's
 * settings, because these are in the Realtime Database. It watches statuses there too, if the functions write them there: the parameter
 * PRESENCE_TARGETS. One page can import both entries: they share one presence.
 */
import { type FirebaseApp, getApp } from 'firebase/app';
import { type Auth, getAuth } from 'firebase/auth';
import { type Presence, type PresenceOptions, presenceIn, presenceWith } from './session/index.ts';

export * from './both-entries.ts';
export {
  getStatus,
  getStatuses,
  onMyStatusChanged,
  onOnlineUsersChanged,
  onStatusChanged,
  onStatusesChanged,
} from './in-database/index.ts';
export { getOnlineCount } from './online-count.ts';

/**
 * Starts presence in this client, as `getPresence` of the whole package does; read more there. This one does not write the user's own
 * status into Firestore's local cache, because there is none.
 *
 * @param app default: the default app
 * @throws `presence/invalid-argument` if an option cannot be used
 * @throws `presence/no-database` if the app's config names no Realtime Database
 * @throws `presence/already-initialized` if an earlier call had other options
 *
 * @example
 * const presence = getPresence(initializeApp(config));
 * await joinRoom(getRoom(presence, 'support'));
 */
export function getPresence(app: FirebaseApp = getApp(), options?: PresenceOptions): Presence {
  return presenceIn(app, getAuth, options);
}

/**
 * Starts presence as {@link getPresence} does, for an app that calls `initializeAuth` in place of `getAuth`. A bundler then leaves out
 * `getAuth` with its popups and redirects, about 4 kB (gzipped). `initializePresence` of the whole package has more about it.
 *
 * @param auth what `initializeAuth` returned. Presence belongs to its app.
 * @throws `presence/invalid-argument` if `auth` is not an Auth, or if an option cannot be used
 * @throws `presence/no-database` if the app's config names no Realtime Database
 * @throws `presence/already-initialized` if an earlier call had other options
 *
 * @example
 * const auth = initializeAuth(initializeApp(config), { persistence: indexedDBLocalPersistence });
 * const presence = initializePresence(auth);
 */
export function initializePresence(auth: Auth, options?: PresenceOptions): Presence {
  return presenceWith(auth, options);
}
