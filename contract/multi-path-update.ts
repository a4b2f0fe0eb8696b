/** A multi-path update of the Realtime Database. The paths are relative to the root; null removes a path. */
export type MultiPathUpdate = Record<string, unknown>;
