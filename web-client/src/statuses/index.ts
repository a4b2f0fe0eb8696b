/**
 * What watchers see of users. Read the files in this order:
 *
 *   watch-status.ts         one user
 *   contacts.ts             many users
 *   watch-online-users.ts   everybody who is online; settling.ts delays departures
 *   last-seen.ts            a time in words
 *   local-status.ts         writes the own status into the local Firestore cache
 */
export { getOnlineCount, getStatuses, onContactsChanged } from './contacts.ts';
export { byLastSeen, formatLastSeen, type LastSeenOptions, onLastSeenTextChanged } from './last-seen.ts';
export { localMirrorIn } from './local-status.ts';
export { type OnlineUsers, settle } from './settling.ts';
export { statusesOf } from './statuses.ts';
export { type OnlineUsersOptions, onOnlineUsersChanged } from './watch-online-users.ts';
export { onMyStatusChanged, onStatusChanged } from './watch-status.ts';
