/**
 * What watchers see of users. Read the files in this order:
 *
 *   watch.ts                the common part of all listeners
 *   watch-status.ts         one user
 *   watch-statuses.ts       many users
 *   watch-online-users.ts   all users who are online; settling.ts delays departures
 *   get-statuses.ts         reads the same statuses once
 *   last-seen.ts            a time in words
 *   own-status.ts           writes the user's own state into the local Firestore cache
 */
export { getOnlineCount, getStatus, getStatuses } from './get-statuses.ts';
export { byLastSeen, formatLastSeen, type LastSeenOptions, onLastSeenTextChanged } from './last-seen.ts';
export { mirrorOwnState } from './own-status.ts';
export { type OnlineUsers, trackOnlineUsers } from './settling.ts';
export { type OnlineUsersOptions, onOnlineUsersChanged } from './watch-online-users.ts';
export { onMyStatusChanged, onStatusChanged } from './watch-status.ts';
export { onStatusesChanged } from './watch-statuses.ts';
