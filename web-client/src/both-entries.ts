/** What the whole package and `firebase-presence/without-firestore` both export: all that needs only the Realtime Database. */
export type { Availability, ChosenAvailability, PresenceState } from '@firebase-presence/contract';
export {
  type CustomStatus,
  type CustomStatusInput,
  PresenceError,
  type PresenceErrorCode,
  type UserStatus,
} from './core/index.ts';
export { onOnlineCountChanged } from './online-count.ts';
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
  type LastSeenOptions,
  type OnlineUsers,
  type OnlineUsersOptions,
  onLastSeenTextChanged,
} from './statuses/index.ts';
