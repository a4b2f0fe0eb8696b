/** Where a user's connections stand in the Realtime Database. `{uid}` in the function's trigger is this segment. */
export const STATUS_ROOT = 'status';

/** The Firestore collection that watchers query, unless the deployment chose another. */
export const DEFAULT_COLLECTION = 'status';

export const statusPath = (uid: string): string => `${STATUS_ROOT}/${uid}`;

/** Where a connection's lease stands: outside /status, so that renewing it wakes no function. */
export const LEASE_ROOT = 'heartbeats';

export const leasePath = (connectionId: string): string => `${LEASE_ROOT}/${connectionId}`;

/** Where stands what a user chose. `{uid}` in the function's second trigger is this segment. */
export const SETTINGS_ROOT = 'settings';

export const settingsPath = (uid: string): string => `${SETTINGS_ROOT}/${uid}`;

/** Relative to {@link statusPath}, since a connection is always written together with its siblings. */
export const connectionPath = (connectionId: string): string => `connections/${connectionId}`;
