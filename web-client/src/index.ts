/**
 * Presence for Firebase apps. Data flows in a circle, and the files read in that order:
 *
 *   get-presence.ts        getPresence(app): one instance for each app, see presence.ts and instance.ts; follows sign-in and sign-out
 *   connection.ts          a fresh id for every socket: arm, then announce; write it again if it vanishes
 *   slots.ts               which of the 32 leases of a user is free
 *   seats.ts               the connection's own place, and its seats in rooms
 *   lease.ts               proves that a connection is alive, should the server not notice its end
 *   budget.ts              how often a user may change settings and rooms
 *   activity.ts            whether a user is in front of this device (page-activity.ts sees it, set-active.ts is told)
 *   sign-out.ts            leave before the sign-out takes effect, in every tab of the browser
 *   settings.ts            what the person chose: busy, invisible, a custom status
 *   local-status.ts        the own status into the local Firestore cache
 *      … the Realtime Database, the Cloud Function, Firestore …
 *   watch-status.ts        what one user's document says
 *   contacts.ts            what those of many say
 *   watch-online-users.ts  who is online: settling.ts keeps a flap from being news
 *   last-seen.ts           when that was, in words
 *   room.ts                who is in a room (membership.ts writes, watch-room.ts reads), and who types there (typing.ts)
 *   watch-connection.ts    what this device's own connection is doing
 *   errors.ts              every error has a code
 *
 * without-firestore.ts is the part of it that needs no Firestore, and an entry of its own.
 */
export type { Availability, ChosenAvailability, PresenceState } from '@firebase-presence/contract';
export type { CustomStatusInput } from './choices.ts';
export { getOnlineCount, getStatuses, onContactsChanged } from './contacts.ts';
export type { CustomStatus } from './custom-status.ts';
export { PresenceError, type PresenceErrorCode } from './errors.ts';
export { getPresence } from './get-presence.ts';
export type { Presence } from './instance.ts';
export { byLastSeen, formatLastSeen, type LastSeenOptions, onLastSeenTextChanged } from './last-seen.ts';
export type { Member, Members } from './members.ts';
export type { PresenceOptions } from './options.ts';
export { enter, leave, stopPresence } from './presence.ts';
export { getRoom, joinRoom, leaveRoom, type Room, updateMember } from './room.ts';
export { setActive } from './set-active.ts';
export {
  type MySettings,
  onMySettingsChanged,
  setAvailability,
  setCustomStatus,
  setLastSeenHidden,
} from './settings.ts';
export type { OnlineUsers } from './settling.ts';
export { notifyTyping, onTypingChanged, stopTyping } from './typing.ts';
export type { UserStatus } from './user-status.ts';
export { type ConnectionState, onConnectionStateChanged } from './watch-connection.ts';
export { type OnlineUsersOptions, onOnlineUsersChanged } from './watch-online-users.ts';
export { onMembersChanged, onOccupancyChanged } from './watch-room.ts';
export { onMyStatusChanged, onStatusChanged } from './watch-status.ts';
