/*
 * The data contract between the clients and the functions, in the order in which data flows:
 *
 *   paths.ts         where a client writes, and where a watcher reads
 *   user-id.ts       which user ids can be keys in both databases
 *   connection.ts    what clients write under /status/{uid} in the Realtime Database
 *   lease.ts         the lease, which proves that a connection lives, and names its seats in rooms
 *   settings.ts      the settings of a user, the same on all devices
 *   custom-status.ts the custom status, the same in both databases
 *   room.ts          who is in a room, and who types there
 *   budget.ts        how often a user may change settings and rooms
 *   limits.ts        the sizes that the client and the security rules enforce
 *   aggregate.ts     the state of all of a user's connections together
 *   shown.ts         what others see of a user: the aggregate with the settings applied
 *   status.ts        the status document, which watchers read in Firestore
 *   public-status.ts the same status in the Realtime Database, for watchers without Firestore
 *   targets.ts       in which of these two places the functions write the status
 *   next-status.ts   when a status document has to change
 *   fields.ts        how to read data that any client may have written
 *   printable.ts     how to show it in a terminal
 *
 * Nothing here imports Firebase. docs/3-data-contract.md describes the same data, docs/glossary.md the terms.
 */
export { type Aggregate, aggregate, isStale } from './aggregate.ts';
export {
  BUDGETS,
  type BudgetKind,
  type BudgetPurpose,
  type BudgetState,
  type BudgetStep,
  budgetUpdate,
  readBudget,
} from './budget.ts';
export {
  announcement,
  arming,
  type ConnectionPlace,
  departure,
  departureTimes,
  idleChange,
  removalOfRecord,
  renewal,
} from './connection.ts';
export type { StoredCustomStatus } from './custom-status.ts';
export { fieldsOf } from './fields.ts';
export {
  ANSWER_WITHIN_SECONDS,
  type AskMark,
  isId,
  LATE_AFTER_SECONDS,
  LEASE_SLOTS,
  type Lease,
  type LeasePlace,
  leaseKeyRange,
  RENEWAL_PERIOD_MS,
  ROOM_SLOTS,
  readAskMark,
  readLease,
  readLeaseKey,
  readLeasesOf,
  readSeats,
  roomSlotPath,
  type Seat,
  SWEEP_DELAY_SECONDS,
  SWEPT_WITHIN_SECONDS,
  storedAskMark,
} from './lease.ts';
export {
  ID_LENGTH,
  MAX_CONNECTIONS,
  MAX_CUSTOM_EMOJI,
  MAX_CUSTOM_LIFETIME_MS,
  MAX_CUSTOM_TEXT,
  MAX_MEMBER_DATA,
  MAX_MEMBER_DATA_NOT_ASCII,
  MAX_ONLINE_LIST,
  MAX_ROOM_ID,
  MAX_ROOM_ID_NOT_ASCII,
  MAX_ROOMS_OF_CONNECTION,
} from './limits.ts';
export type { MultiPathUpdate } from './multi-path-update.ts';
export { nextStatus } from './next-status.ts';
export {
  ASKED_ROOT,
  askedPath,
  BUDGET_ROOT,
  budgetPath,
  connectionPath,
  DEFAULT_COLLECTION,
  DEFAULT_FIRESTORE_DATABASE,
  LEASE_ROOT,
  leasePath,
  OCCUPANCY_ROOT,
  ONLINE_COUNT_PATH,
  ONLINE_ROOT,
  occupancyPath,
  PRESENCE_ROOT,
  PUBLIC_ROOT,
  publicStatusPath,
  ROOM_ROOT,
  roomPath,
  SETTINGS_ROOT,
  STATUS_ROOT,
  settingsPath,
  statusPath,
  TARGETS_PATH,
  TYPING_ROOT,
  typingPath,
} from './paths.ts';
export { printable } from './printable.ts';
export { type PublicStatus, readPublicStatus, storedPublicStatus } from './public-status.ts';
export { randomId } from './random-id.ts';
export {
  joining,
  keyPress,
  leaving,
  memberDataChange,
  memberPath,
  readMember,
  removalOfSeat,
  type StoredMember,
  TYPING_PERIOD_MS,
  TYPING_TIME_TO_LIVE_MS,
} from './room.ts';
export { isRoomId, isRoomKey } from './room-id.ts';
export { type ChosenAvailability, DEFAULT_SETTINGS, readSettings, type Settings, settingChange } from './settings.ts';
export { type AbsentUser, applySettings, type InvisibleUser, type ShownUser, type VisibleUser } from './shown.ts';
export { type Availability, type PresenceState, readStatus, type Status } from './status.ts';
export {
  isTargets,
  readTargets,
  saysNoPublicStatuses,
  type Targets,
  writesDatabase,
  writesFirestore,
} from './targets.ts';
export { invalidUserIdReason } from './user-id.ts';
