/** Returns the fields of a database value; none if it is no object. Any client may have written the value, so check each field. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The last millisecond that a Firestore timestamp can hold. */
const MAX_TIME = 253_402_300_799_999;

/** Reads a time in milliseconds since the epoch; null if Firestore cannot hold it. */
export function timeOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_TIME ? value : null;
}
