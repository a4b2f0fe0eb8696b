/**
 * Presence in memory, for an app that tests its own screens: all that `firebase-presence` exports, by the same names, and a world to play in.
 *
 *   functions.ts    the functions that the app calls
 *   test-world.ts   people, rooms, a clock; who is signed in here
 *   test-person.ts  what others do
 *   someone.ts      the arithmetic of the deployed function
 *   test-rooms.ts   who is in which room
 *   watches.ts      who is told
 */
export type { Availability, ChosenAvailability, PresenceState } from '@firebase-presence/contract';
export {
  type CustomStatus,
  type CustomStatusInput,
  PresenceError,
  type PresenceErrorCode,
  type UserStatus,
} from '../core/index.ts';
export type { Member, Members, Room } from '../rooms/index.ts';
export type { ConnectionState, MySettings, Presence, PresenceOptions } from '../session/index.ts';
export { byLastSeen, type LastSeenOptions, type OnlineUsers, type OnlineUsersOptions } from '../statuses/index.ts';
export * from './functions.ts';
export type { TestPerson } from './test-person.ts';
export type { TestWorld } from './test-world.ts';
