/**
 * The same questions from a server or another Cloud Function, with the Admin SDK:
 *
 *   statuses.ts    is she online, who of these hundred, how many
 *   transition.ts  what a change of a status document means
 *   forget.ts      has presence forget users whose accounts a server deleted in bulk
 *   firestore.ts   what is needed of the Admin SDK
 */
export type { Availability, PresenceState } from '@firebase-presence/contract';
export { type CustomStatus, PresenceError, type PresenceErrorCode } from '../core/index.ts';
export type { AdminFirestore, AdminSnapshot } from './firestore.ts';
export { type AdminDatabase, forgetUsers } from './forget.ts';
export { getOnlineCount, getStatus, getStatuses, type ServerStatus, type StatusOptions } from './statuses.ts';
export { type StatusTransition, transitionOf } from './transition.ts';
