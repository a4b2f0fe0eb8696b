/**
 * The signed-in user on this client. Read the files in this order:
 *
 *   presence.ts           one instance for each app: pause, resume, stop
 *   instance.ts           follows the sign-in of the app
 *   connection.ts         a new id for every socket: arms, then announces; writes a record again if it vanishes
 *   slots.ts, seats.ts    the lease of the connection, and its places in rooms
 *   lease.ts              renews the lease, which proves that the connection lives
 *   activity.ts           whether the user is in front of this device
 *   settings.ts           what the user chose: busy, invisible, a custom status
 *   budget.ts             how often a user may change settings and rooms
 *   sign-out.ts           removes the connection before the sign-out, in every tab of the browser
 *   watch-connection.ts   the state of this client's own connection
 */
export type { Budget, Spending } from './budget.ts';
export type { LiveConnection } from './connection-events.ts';
export { notEmulated } from './database.ts';
export type { LocalMirror, Presence, PresenceInstance } from './instance.ts';
export type { PresenceOptions } from './options.ts';
export { enter, instanceOf, leave, presenceIn, stopPresence } from './presence.ts';
export { setActive } from './set-active.ts';
export {
  type MySettings,
  onMySettingsChanged,
  setAvailability,
  setCustomStatus,
  setLastSeenHidden,
} from './settings.ts';
export { type ConnectionState, onConnectionStateChanged } from './watch-connection.ts';
