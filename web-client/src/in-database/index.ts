/**
 * The statuses in the Realtime Database, for pages without Firestore.
 *
 *   functions.ts         the public functions
 *   database-reader.ts   reads the public statuses; source.ts listens to them
 *   own-view.ts          the user's own status as this client shows it
 *   targets.ts           whether the functions write public statuses
 */
export {
  getStatus,
  getStatuses,
  onMyStatusChanged,
  onOnlineUsersChanged,
  onStatusChanged,
  onStatusesChanged,
} from './functions.ts';
