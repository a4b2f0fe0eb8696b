/*
 * The data that both ends agree on, in the order in which it flows:
 *
 *   paths.ts         where a client writes, and where a watcher reads
 *   user-id.ts       which user ids can stand in both databases
 *   connection.ts    what clients write under /status/{uid} in the Realtime Database
 *   lease.ts         what keeps a connection alive
 *   settings.ts      what a person chose, on all devices
 *   custom-status.ts what a person says of themselves, the same in both databases
 *   room.ts          who is in a room, and who types there
 *   limits.ts        the sizes that the rules enforce too
 *   aggregate.ts     what a user's connections amount to
 *   shown.ts         what others are to see of that, after what the user chose
 *   status.ts        what a watcher reads in Firestore, and when it has to change
 *   fields.ts        how something is read that any client can have written
 *
 * Pure: nothing here imports Firebase. docs/3-data-contract.md says the same in prose.
 */
export { type Aggregate, aggregate, isOvertaken } from './aggregate.ts';
export { announcement, arming, departure, type MultiPathUpdate, turning } from './connection.ts';
export type { StoredCustomStatus } from './custom-status.ts';
export { type Lease, RENEWAL_PERIOD_MS, readLease, SWEEP_PERIOD_SECONDS, TIME_TO_LIVE_SECONDS } from './lease.ts';
export {
  MAX_CUSTOM_EMOJI,
  MAX_CUSTOM_LIFETIME_MS,
  MAX_CUSTOM_TEXT,
  MAX_MEMBER_DATA,
  MAX_ROOM_ID,
} from './limits.ts';
export {
  connectionPath,
  DEFAULT_COLLECTION,
  LEASE_ROOT,
  leasePath,
  SETTINGS_ROOT,
  STATUS_ROOT,
  settingsPath,
  statusPath,
} from './paths.ts';
export {
  joining,
  leaving,
  memberPath,
  OCCUPANCY_ROOT,
  occupancyPath,
  ROOM_ROOT,
  readMember,
  roomPath,
  type StoredMember,
  TYPING_PERIOD_MS,
  TYPING_ROOT,
  TYPING_TIME_TO_LIVE_MS,
  typingPath,
} from './room.ts';
export {
  type ChosenAvailability,
  choice,
  DEFAULT_SETTINGS,
  readSettings,
  type Settings,
} from './settings.ts';
export { type Shown, shown } from './shown.ts';
export { type Availability, nextStatus, type PresenceState, readStatus, type Status } from './status.ts';
export { invalidUserIdReason } from './user-id.ts';
