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
export type { CustomStatusInput } from '../choices.ts';
export type { CustomStatus } from '../custom-status.ts';
export { PresenceError, type PresenceErrorCode } from '../errors.ts';
export type { Presence } from '../instance.ts';
export { byLastSeen, type LastSeenOptions } from '../last-seen.ts';
export type { Member, Members } from '../members.ts';
export type { PresenceOptions } from '../options.ts';
export type { Room } from '../room.ts';
export type { MySettings } from '../settings.ts';
export type { OnlineUsers } from '../settling.ts';
export type { UserStatus } from '../user-status.ts';
export type { ConnectionState } from '../watch-connection.ts';
export type { OnlineUsersOptions } from '../watch-online-users.ts';
export * from './functions.ts';
export type { TestPerson } from './test-person.ts';
export type { TestWorld } from './test-world.ts';
