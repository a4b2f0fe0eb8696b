/** Returns the fields of a database value; none if it is no object. Any client may have written the value, so check each field. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
