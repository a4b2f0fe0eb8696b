import { parsePath } from '../data/path.ts';
import type { Leaf } from '../data/tree.ts';
import { InvalidRequestError } from '../invalid-request.ts';
import { type JsonObject, ownProperty } from '../json.ts';
import { AFTER_ALL_KEYS, BEFORE_ALL_KEYS, type Bound, type BoundKey, type Index, type Query } from './query.ts';

/** Reads the query object of `listen` and `get`. An empty one means the whole node. */
export function queryFromWire(json: JsonObject): Query | undefined {
  if (Object.keys(json).length === 0) {
    return undefined;
  }
  const limit = ownProperty(json, 'l');
  if (limit !== undefined && (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1)) {
    throw new InvalidRequestError('A query limit must be a positive integer');
  }
  return {
    index: indexNamed(ownProperty(json, 'i') ?? '.priority'),
    start: boundFromWire(json, { value: 'sp', key: 'sn', inclusive: 'sin', defaultKey: BEFORE_ALL_KEYS }),
    end: boundFromWire(json, { value: 'ep', key: 'en', inclusive: 'ein', defaultKey: AFTER_ALL_KEYS }),
    limit,
    limitFrom: limitSide(json),
  };
}

export function indexNamed(name: unknown): Index {
  switch (name) {
    case '.key':
      return { kind: 'key' };
    case '.value':
      return { kind: 'value' };
    case '.priority':
      return { kind: 'priority' };
    default:
      if (typeof name !== 'string') {
        throw new InvalidRequestError('orderBy must be a valid JSON encoded path');
      }
      return { kind: 'child', path: parsePath(name) };
  }
}

export function boundValue(value: unknown): Leaf | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw new InvalidRequestError('A query bound must be a string, a number, a boolean or null');
}

/** A limit without a side counts from the start if the query has a start, as in the SDK. */
function limitSide(json: JsonObject): 'first' | 'last' {
  const view = ownProperty(json, 'vf');
  if (view === 'l' || view === 'r') {
    return view === 'l' ? 'first' : 'last';
  }
  return ownProperty(json, 'sp') !== undefined ? 'first' : 'last';
}

interface BoundNames {
  readonly value: 'sp' | 'ep';
  readonly key: 'sn' | 'en';
  readonly inclusive: 'sin' | 'ein';
  readonly defaultKey: BoundKey;
}

function boundFromWire(json: JsonObject, names: BoundNames): Bound | undefined {
  const value = ownProperty(json, names.value);
  if (value === undefined) {
    return undefined;
  }
  return {
    value: boundValue(value),
    key: boundKey(ownProperty(json, names.key), names.defaultKey),
    inclusive: ownProperty(json, names.inclusive) !== false,
  };
}

function boundKey(name: unknown, defaultKey: BoundKey): BoundKey {
  switch (name) {
    case '[MIN_NAME]':
      return BEFORE_ALL_KEYS;
    case '[MAX_NAME]':
      return AFTER_ALL_KEYS;
    default:
      return typeof name === 'string' ? name : defaultKey;
  }
}
