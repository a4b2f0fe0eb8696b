/**
 * For a page that does not load Firestore: whoever opens it is present all the same, and rooms, typing and the person's own choices, which are in the
 * Realtime Database, are here. Who watches the status of others needs the whole package. Both may be in one page, and have the
 * same presence.
 */
import { type FirebaseApp, getApp } from 'firebase/app';
import type { Presence } from './instance.ts';
import type { PresenceOptions } from './options.ts';
import { presenceIn } from './presence.ts';

export type { ChosenAvailability } from '@firebase-presence/contract';
export type { CustomStatusInput } from './choices.ts';
export type { CustomStatus } from './custom-status.ts';
export { PresenceError, type PresenceErrorCode } from './errors.ts';
export type { Presence } from './instance.ts';
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
export { notifyTyping, onTypingChanged, stopTyping } from './typing.ts';
export { type ConnectionState, onConnectionStateChanged } from './watch-connection.ts';
export { onMembersChanged, onOccupancyChanged } from './watch-room.ts';

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
