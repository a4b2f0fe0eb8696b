/** A multi-path update of the Realtime Database; null removes a path. */
export type MultiPathUpdate = Record<string, unknown>;
