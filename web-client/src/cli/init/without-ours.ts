import { type ParseError, parseTree } from 'jsonc-parser';
import { databaseBlockState } from '../rules/database-rules.ts';
import { indexExemption, isOurField } from '../rules/indexes.ts';
import { DATABASE_BLOCKS } from '../rules/own-rules.ts';
import { isObject, type Json, removeAt, valueAt } from '../text/json.ts';
import { KIT } from './kit.ts';

/**
 * Removes our parts from a JSON file. The recorded change does not fit any more when the app put something behind our last part, because
 * that part then ends with a comma.
 *
 * @returns the rest; null if the file has no part that is certainly ours
 */
export function withoutOurs(path: string, text: string, collection: string): string | null {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors);
  if (root?.type !== 'object' || errors.length > 0) return null;
  const ours = partsOf({ path, text, root }, collection);
  if (ours.length === 0) return null;
  return ours.reduce(removeAt, text);
}

function partsOf(json: Json, collection: string): (string | number)[][] {
  const blocks = DATABASE_BLOCKS.filter((name) => databaseBlockState(json, name) === 'current');
  const isOurEntry = (entry: Record<string, unknown>): boolean => isOurField(entry, collection);
  return [
    ...blocks.map((name) => ['rules', name]),
    ...(indexExemption(json, collection) === 'present' ? entryOf(json, 'fieldOverrides', isOurEntry) : []),
    ...entryOf(json, 'functions', ({ kit }) => kit === KIT),
  ];
}

function entryOf(json: Json, list: string, isOurs: (entry: Record<string, unknown>) => boolean): (string | number)[][] {
  const entries = valueAt(json, list);
  const index = Array.isArray(entries) ? entries.findIndex((entry) => isObject(entry) && isOurs(entry)) : -1;
  return index < 0 ? [] : [[list, index]];
}
