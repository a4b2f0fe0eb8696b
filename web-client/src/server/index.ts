/**
 * The same questions from a server or another Cloud Function, with the Admin SDK:
 *
 *   statuses.ts    is she online, who of these hundred, how many
 *   transition.ts  what a change of a status document means
 *   forget.ts      has presence forget users whose accounts a server deleted in bulk
 *   rooms.ts       the rooms of a user, and removing a member
 *   firestore.ts, database.ts   what is needed of the Admin SDK
 */
export type { Availability, PresenceState } from '@firebase-presence/contract';
export { type CustomStatus, PresenceError, type PresenceErrorCode } from '../core/index.ts';
export type { AdminDatabase } from './database.ts';
export type { AdminFirestore, AdminSnapshot } from './firestore.ts';
export { forgetUsers } from './forget.ts';
export { getRoomIds, removeMember } from './rooms.ts';
export { getOnlineCount, getStatus, getStatuses, type ServerStatus, type StatusOptions } from './statuses.ts';
export { type StatusTransition, transitionOf } from './transition.ts';
