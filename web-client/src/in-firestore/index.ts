/**
 * The statuses in Firestore. Only this folder imports Firestore.
 *
 *   functions.ts          the public functions
 *   firestore-reader.ts   reads the status documents
 *   own-status.ts         writes the user's own state into the local Firestore cache
 */
export {
  getOnlineCount,
  getStatus,
  getStatuses,
  onMyStatusChanged,
  onOnlineUsersChanged,
  onStatusChanged,
  onStatusesChanged,
} from './functions.ts';
export { mirrorOwnState } from './own-status.ts';
