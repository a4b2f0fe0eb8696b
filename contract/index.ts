/*
 * The data that both ends agree on, in the order in which it flows:
 *
 *   paths.ts      where a client writes, and where a watcher reads
 *   user-id.ts    which user ids can stand in both databases
 *   connection.ts what clients write under /status/{uid} in the Realtime Database
 *   lease.ts      what keeps a connection alive
 *   aggregate.ts  what such a node says of the user: the one place that decides
 *   status.ts     what a watcher reads in Firestore, and when it has to change
 *
 * Pure: nothing here imports Firebase. docs/3-data-contract.md says the same in prose.
 */
export { type Aggregate, aggregate, isOvertaken } from './aggregate.ts';
export { announcement, arming, departure, type MultiPathUpdate } from './connection.ts';
export { type Lease, RENEWAL_PERIOD_MS, readLease, SWEEP_PERIOD_SECONDS, TIME_TO_LIVE_SECONDS } from './lease.ts';
export { connectionPath, DEFAULT_COLLECTION, LEASE_ROOT, leasePath, STATUS_ROOT, statusPath } from './paths.ts';
export { nextStatus, type PresenceState, readStatus, type Status } from './status.ts';
export { invalidUserIdReason } from './user-id.ts';
