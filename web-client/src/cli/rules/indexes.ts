import { isObject, type Json, valueAt } from '../text/json.ts';
import { collectionGroupOf } from './own-rules.ts';

/** Whether the indexes have our exemption, none for that field, or another entry for it. */
export function indexExemption(indexes: Json, collection: string): 'present' | 'missing' | 'other' {
  const overrides = valueAt(indexes, 'fieldOverrides');
  const entry = (Array.isArray(overrides) ? overrides : [])
    .filter(isObject)
    .find((entry) => isOurField(entry, collection));
  if (entry === undefined) return 'missing';
  return Array.isArray(entry.indexes) && entry.indexes.length === 0 ? 'present' : 'other';
}

/** True if an entry of the indexes is about the field `last_changed` of the status documents. */
export function isOurField({ collectionGroup, fieldPath }: Record<string, unknown>, collection: string): boolean {
  return collectionGroup === collectionGroupOf(collection) && fieldPath === 'last_changed';
}
