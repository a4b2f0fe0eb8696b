import { isObject, type Json, valueAt } from '../text/json.ts';
import { collectionGroupOf } from './own-rules.ts';

/** Whether the indexes have our exemption, none for that field, or another entry for it. */
export function indexExemption(indexes: Json, collection: string): 'present' | 'missing' | 'other' {
  const entry = exemptionAt(indexes, collection)?.entry;
  if (entry === undefined) return 'missing';
  return Array.isArray(entry.indexes) && entry.indexes.length === 0 ? 'present' : 'other';
}

/** The entry for the field `last_changed` of the status documents, and its place in the list; null if there is none. */
export function exemptionAt(
  indexes: Json,
  collection: string,
): { entry: Record<string, unknown>; index: number } | null {
  const overrides = valueAt(indexes, 'fieldOverrides');
  const entries: unknown[] = Array.isArray(overrides) ? overrides : [];
  for (const [index, entry] of entries.entries()) {
    if (isObject(entry) && isOurField(entry, collection)) return { entry, index };
  }
  return null;
}

/** True if an entry of the indexes is about the field `last_changed` of the status documents. */
export function isOurField({ collectionGroup, fieldPath }: Record<string, unknown>, collection: string): boolean {
  return collectionGroup === collectionGroupOf(collection) && fieldPath === 'last_changed';
}
