import type { Database } from 'firebase-admin/database';

/** How far each database's clock is ahead of this worker's, in milliseconds; 0 until the database has told its time. */
const offsets = new WeakMap<Database, { ms: number }>();

/**
 * The time by the later one of two clocks: this worker's, and the database's. The Admin SDK knows the database's from the start of the
 * connection, so this costs no message. That time can have been old when it arrived, but it was never too late.
 */
export function latestTime(database: Database): number {
  return Date.now() + Math.max(0, offsetOf(database).ms);
}

function offsetOf(database: Database): { ms: number } {
  const known = offsets.get(database);
  if (known !== undefined) return known;
  const offset = { ms: 0 };
  offsets.set(database, offset);
  database.ref('.info/serverTimeOffset').on('value', (node) => {
    offset.ms = Number(node.val());
  });
  return offset;
}
