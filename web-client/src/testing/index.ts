/**
 * Presence in memory, for an app that tests its own screens. It exports what `firebase-presence` exports, with the same names, and a world
 * of users.
 *
 *   functions.ts      the functions that the app calls
 *   test-world.ts     the actions of a test: users, rooms, a clock, the sign-in on this client
 *   test-user.ts      the actions of a user
 *   world.ts          the inside of both
 *   stored-user.ts    a user's connections, settings and status, computed as the deployed function computes them
 *   stored-rooms.ts   the members of rooms
 *   world-listeners.ts   the listeners
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
export type { TestUser } from './test-user.ts';
export type { TestWorld } from './test-world.ts';
