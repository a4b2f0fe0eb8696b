/** The fields of what a database holds, none if it is no object. A client can have written anything, so each is still to be looked at. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
