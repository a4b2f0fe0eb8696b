/**
 * What watchers see of users, whichever database they read. Read the files in this order:
 *
 *   status-reader.ts        what a database has to offer; in-firestore/ and in-database/ offer it
 *   watch.ts                the common part of all listeners
 *   watch-status.ts         one user
 *   watch-statuses.ts       many users
 *   watch-online-users.ts   all users who are online; settling.ts delays departures
 *   get-statuses.ts         reads the same statuses once
 *   last-seen.ts            a time in words
 */
export { readStatusesOnce, readStatusOnce } from './get-statuses.ts';
export { byLastSeen, formatLastSeen, type LastSeenOptions, onLastSeenTextChanged } from './last-seen.ts';
export { noOnlineUsers, type OnlineUsers, trackOnlineUsers } from './settling.ts';
export type { Source, StatusReader, StoredStatus } from './status-reader.ts';
export { checkedOptions, type OnlineUsersOptions, watchOnlineUsers } from './watch-online-users.ts';
export { watchMyStatus, watchStatus } from './watch-status.ts';
export { watchMany } from './watch-statuses.ts';
