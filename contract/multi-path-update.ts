/** A multi-path update of the Realtime Database; null removes. */
export type MultiPathUpdate = Record<string, unknown>;
