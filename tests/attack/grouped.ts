/** What stands before an operation, as a text; what depends on the time of the request counts by how it does. */
export function keyOf(stands: Record<string, unknown>): string {
  return JSON.stringify(stands, (_, value) => (typeof value === 'function' ? JSON.stringify(value(0)) : value));
}

/** In an order in which the data has to be laid out as rarely as possible: refused operations leave it as it is. */
export function grouped<Operation extends { stands: Record<string, unknown> }>(operations: Operation[]): Operation[] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = keyOf(operation.stands);
    groups.set(key, [...(groups.get(key) ?? []), operation]);
  }
  return [...groups.values()].flat();
}
