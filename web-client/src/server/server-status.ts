import type { UserStatus } from '../core/index.ts';

/** The status of a user. Its times come from the Realtime Database. This server's clock decides whether a custom status has expired. */
export type ServerStatus = Omit<UserStatus, 'fromCache'>;
