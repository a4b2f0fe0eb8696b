/**
 * Presence for Firebase apps. Each folder has an index.ts, and other folders import only that:
 *
 *   session/    the signed-in user on this client: connection, lease, settings, activity, sign-out
 *   statuses/   what watchers see of users, from Firestore
 *   rooms/      who is in a room, and who types there
 *   core/       errors, times and values that all of them use
 *   react/, server/, testing/   entries of the package with their own index.ts
 *
 * without-firestore.ts is the entry for pages that do not load Firestore.
 */
export type { Availability, ChosenAvailability, PresenceState } from '@firebase-presence/contract';
export {
  type CustomStatus,
  type CustomStatusInput,
  PresenceError,
  type PresenceErrorCode,
  type UserStatus,
} from './core/index.ts';
export { getPresence } from './get-presence.ts';
export {
  getRoom,
  joinRoom,
  leaveRoom,
  type Member,
  type Members,
  notifyTyping,
  onMembersChanged,
  onOccupancyChanged,
  onTypingChanged,
  type Room,
  setMemberData,
  stopTyping,
} from './rooms/index.ts';
export {
  type ConnectionState,
  type MySettings,
  onConnectionStateChanged,
  onMySettingsChanged,
  type Presence,
  type PresenceOptions,
  pausePresence,
  resumePresence,
  setActive,
  setAvailability,
  setCustomStatus,
  setLastSeenHidden,
  stopPresence,
} from './session/index.ts';
export {
  byLastSeen,
  formatLastSeen,
  getOnlineCount,
  getStatus,
  getStatuses,
  type LastSeenOptions,
  type OnlineUsers,
  type OnlineUsersOptions,
  onLastSeenTextChanged,
  onMyStatusChanged,
  onOnlineUsersChanged,
  onStatusChanged,
  onStatusesChanged,
} from './statuses/index.ts';
