/*
 * The paths in the Realtime Database. Only two names are at the top, so that the app can use all others. /status is the name in
 * Firebase's documentation, and /presence contains everything else.
 */

/** The root of the users' nodes. `{uid}` in the function's trigger is the segment below. */
export const STATUS_ROOT = 'status';

/** The root of everything else that presence stores in the Realtime Database. */
export const PRESENCE_ROOT = 'presence';

/** The Firestore collection that watchers query, unless the deployment chose another. */
export const DEFAULT_COLLECTION = 'status';

/** The Firestore database that holds the collection, unless the deployment chose another. */
export const DEFAULT_FIRESTORE_DATABASE = '(default)';

export const LEASE_ROOT: string = `${PRESENCE_ROOT}/leases`;
export const ASKED_ROOT: string = `${PRESENCE_ROOT}/asked`;
export const SETTINGS_ROOT: string = `${PRESENCE_ROOT}/settings`;
export const BUDGET_ROOT: string = `${PRESENCE_ROOT}/budget`;
export const ROOM_ROOT: string = `${PRESENCE_ROOT}/rooms`;
export const TYPING_ROOT: string = `${PRESENCE_ROOT}/typing`;
export const OCCUPANCY_ROOT: string = `${PRESENCE_ROOT}/occupancy`;
export const ONLINE_ROOT: string = `${PRESENCE_ROOT}/online`;

/** How many users are online. Clients can read only this child of {@link ONLINE_ROOT}. */
export const ONLINE_COUNT_PATH: string = `${ONLINE_ROOT}/n`;
export const PUBLIC_ROOT: string = `${PRESENCE_ROOT}/public`;
export const TARGETS_PATH: string = `${PRESENCE_ROOT}/targets`;

export const statusPath = (uid: string): string => `${STATUS_ROOT}/${uid}`;

/** Relative to {@link statusPath}: a client always writes a connection together with other fields of the node. */
export const connectionPath = (connectionId: string): string => `connections/${connectionId}`;

/** Outside /status, so that a renewal starts no function. */
export const leasePath = (uid: string, slot: string): string => `${LEASE_ROOT}/${uid}:${slot}`;

/** Where a tick asks the client of a lease for a renewal. Outside the lease, so that only the functions can write it. */
export const askedPath = (uid: string, slot: string): string => `${ASKED_ROOT}/${uid}:${slot}`;

export const settingsPath = (uid: string): string => `${SETTINGS_ROOT}/${uid}`;
export const budgetPath = (uid: string): string => `${BUDGET_ROOT}/${uid}`;
export const roomPath = (roomId: string): string => `${ROOM_ROOT}/${roomId}`;
export const typingPath = (roomId: string): string => `${TYPING_ROOT}/${roomId}`;
export const publicStatusPath = (uid: string): string => `${PUBLIC_ROOT}/${uid}`;
export const occupancyPath = (roomId: string): string => `${OCCUPANCY_ROOT}/${roomId}`;
