/** The data before an operation as a text. A function of the time becomes its value at the time 0. */
export function keyOf(initial: Record<string, unknown>): string {
  return JSON.stringify(initial, (_, value) => (typeof value === 'function' ? JSON.stringify(value(0)) : value));
}

/** Sorts operations by their data, so that the data is laid as rarely as possible: refused operations do not change it. */
export function grouped<Operation extends { initial: Record<string, unknown> }>(operations: Operation[]): Operation[] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = keyOf(operation.initial);
    groups.set(key, [...(groups.get(key) ?? []), operation]);
  }
  return [...groups.values()].flat();
}
