/**
 * How long a test waits for a condition, in milliseconds: only to end what would hang. Longer than a client waits after the Firestore
 * emulator has failed (CONTRIBUTING.md, "Faults of other programs").
 */
export const POLL_TIMEOUT_MS = 150_000;
