/**
 * Presence for Firebase apps. Data flows in a circle, and the files read in that order:
 *
 *   presence.ts            getPresence(app): one instance for each app; follows sign-in and sign-out
 *   connection.ts          a fresh id for every socket: arm, then announce; write it again if it vanishes
 *   lease.ts               proves that a connection is alive, should the server not notice its end
 *   sign-out.ts            leave before the sign-out takes effect, in every tab of the browser
 *   local-status.ts        the own status into the local Firestore cache
 *      … the Realtime Database, the Cloud Function, Firestore …
 *   watch-status.ts        what one user's document says
 *   watch-online-users.ts  who is online: settling.ts keeps a flap from being news
 *   watch-connection.ts    what this device's own connection is doing
 *   errors.ts              every error has a code
 */
export type { ConnectionState } from './connection-state.ts';
export { PresenceError, type PresenceErrorCode } from './errors.ts';
export { enter, getPresence, leave, type Presence, type PresenceOptions, stopPresence } from './presence.ts';
export type { OnlineUsers } from './settling.ts';
export { onConnectionStateChanged } from './watch-connection.ts';
export { type OnlineUsersOptions, onOnlineUsersChanged } from './watch-online-users.ts';
export { onMyStatusChanged, onStatusChanged, type UserStatus } from './watch-status.ts';
