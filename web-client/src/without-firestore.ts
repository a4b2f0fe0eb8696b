/**
 * For a page that does not load Firestore: whoever opens it is present all the same, and rooms, typing and the person's own choices, which are in the
 * Realtime Database, are here. Who watches the status of others needs the whole package. Both may be in one page, and have the
 * same presence.
 */
import { type FirebaseApp, getApp } from 'firebase/app';
import { type Presence, type PresenceOptions, presenceIn } from './session/index.ts';

export type { ChosenAvailability } from '@firebase-presence/contract';
export { type CustomStatus, type CustomStatusInput, PresenceError, type PresenceErrorCode } from './core/index.ts';
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

/**
 * Makes this device present, like `getPresence` of the whole package, which says more. Here the own status is not written into
 * Firestore's local cache, for there is none.
 *
 * @param app default: the default app
 * @throws `presence/invalid-argument` if an option cannot be used
 * @throws `presence/no-database` if the app's config names no Realtime Database
 * @throws `presence/already-initialized` if called before with other options
 *
 * @example
 * const presence = getPresence(initializeApp(config));
 * await joinRoom(getRoom(presence, 'support'));
 */
export function getPresence(app: FirebaseApp = getApp(), options?: PresenceOptions): Presence {
  return presenceIn(app, options);
}
