/**
 * Functions for a server or another Cloud Function, with the Admin SDK:
 *
 *   statuses.ts         the status of a user, the statuses of many, the number of online users
 *   public-statuses.ts  the statuses in the Realtime Database
 *   transition.ts       compares a status before and after a change
 *   forget.ts           erases the data of users whose accounts a server deleted in bulk
 *   rooms.ts            the rooms of a user, and removing a member
 *   firestore.ts, database.ts   the part of the Admin SDK that these functions use
 */
export type { Availability, PresenceState } from '@firebase-presence/contract';
export { type CustomStatus, PresenceError, type PresenceErrorCode } from '../core/index.ts';
export type { AdminDatabase, AdminNode } from './database.ts';
export type { AdminFirestore, AdminSnapshot } from './firestore.ts';
export { forgetUsers } from './forget.ts';
export { getRoomIds, removeMember } from './rooms.ts';
export type { ServerStatus } from './server-status.ts';
export { getOnlineCount, getStatus, getStatuses, type StatusOptions } from './statuses.ts';
export { type StatusTransition, transitionOf } from './transition.ts';
