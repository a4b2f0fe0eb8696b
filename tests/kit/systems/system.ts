import type { ServerSide } from '../functions/index.ts';
import type { StartClient } from '../users/index.ts';

/** A presence system: its rules, its functions and its client. */
export interface System extends ServerSide {
  readonly startClient: StartClient;
  /** True if its watchers read the public statuses in the Realtime Database. Default: they read the status documents. */
  readonly isWatchedInDatabase?: boolean;
}
