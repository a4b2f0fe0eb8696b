/**
 * The signed-in user on this client. Read the files in this order:
 *
 *   presence.ts           one instance for each app: pausePresence, resumePresence, stopPresence
 *   presence-instance.ts  follows Authentication, and makes a session for each user who signs in
 *   user-session.ts       one signed-in user, from sign-in to sign-out
 *   follow-sign-in.ts     how every listener follows the sign-in
 *   connection.ts         a new id for every socket: arms, then announces; writes a record again if it vanishes
 *   slots.ts, seats.ts    the lease of the connection, and its places in rooms
 *   lease.ts              renews the lease, which proves that the connection lives
 *   activity.ts           whether the user is in front of this device
 *   settings.ts           what the user chose: busy, invisible, a custom status
 *   budget.ts             how often a user may change settings and rooms
 *   sign-out.ts           removes the connection before the sign-out, in every tab of the browser
 *   watch-connection.ts   the state of this client's own connection
 */
export type { Budget, BudgetedWrite } from './budget.ts';
export type { LiveConnection } from './connection-events.ts';
export type { ConnectionState } from './connection-state.ts';
export { assertEmulated, notEmulated, UNREACHABLE_AFTER_MS } from './database.ts';
export { followSignIn } from './follow-sign-in.ts';
export { listenToNode } from './node-listener.ts';
export type { PresenceOptions } from './options.ts';
export { instanceOf, pausePresence, presenceIn, presenceWith, resumePresence, stopPresence } from './presence.ts';
export type { Presence, PresenceInstance } from './presence-instance.ts';
export { setActive } from './set-active.ts';
export {
  type MySettings,
  onMySettingsChanged,
  setAvailability,
  setCustomStatus,
  setLastSeenHidden,
} from './settings.ts';
export type { OwnState, UserSession } from './user-session.ts';
export { onConnectionStateChanged } from './watch-connection.ts';
