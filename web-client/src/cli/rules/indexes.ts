import { isObject, type Json, valueAt } from '../text/json.ts';

/** Whether the indexes have our exemption, none for that field, or another entry for it. */
export function indexExemption(indexes: Json, collection: string = 'status'): 'present' | 'missing' | 'other' {
  const overrides = valueAt(indexes, 'fieldOverrides');
  const entry = (Array.isArray(overrides) ? overrides : [])
    .filter(isObject)
    .find(({ collectionGroup, fieldPath }) => collectionGroup === lastOf(collection) && fieldPath === 'last_changed');
  if (entry === undefined) return 'missing';
  return Array.isArray(entry.indexes) && entry.indexes.length === 0 ? 'present' : 'other';
}

function lastOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}
