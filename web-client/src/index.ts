/**
 * Presence for Firebase apps. Each folder has an index.ts, and other folders import only that:
 *
 *   session/    the signed-in user on this client: connection, lease, settings, activity, sign-out
 *   statuses/   what watchers see of users; in-firestore/ and in-database/ read it
 *   rooms/      who is in a room, and who types there
 *   core/       errors, times and values that all of them use
 *   react/, server/, testing/   entries of the package with their own index.ts
 *
 * online-count.ts watches how many users are online, in the Realtime Database.
 * without-firestore.ts is the entry for pages that do not load Firestore; both-entries.ts is what it has in common with this one.
 */
export * from './both-entries.ts';
export { getPresence, initializePresence } from './get-presence.ts';
export {
  getOnlineCount,
  getStatus,
  getStatuses,
  onMyStatusChanged,
  onOnlineUsersChanged,
  onStatusChanged,
  onStatusesChanged,
} from './in-firestore/index.ts';
