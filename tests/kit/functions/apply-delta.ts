/** What a node holds after a change, from the difference that the service sends: null removes. */
export function applyDelta(data: unknown, delta: unknown): unknown {
  if (typeof delta !== 'object' || delta === null) return delta;
  const before = typeof data === 'object' && data !== null ? new Map(Object.entries(data)) : new Map<string, unknown>();
  for (const [key, value] of Object.entries(delta)) {
    if (value === null) before.delete(key);
    else before.set(key, applyDelta(before.get(key), value));
  }
  return before.size === 0 ? null : Object.fromEntries(before);
}
