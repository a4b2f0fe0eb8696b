import { InvalidRequestError } from '../invalid-request.ts';
import { AFTER_ALL_KEYS, BEFORE_ALL_KEYS, type Bound, type BoundKey, type Index, type Query } from './query.ts';
import { boundValue, indexNamed } from './query-on-the-wire.ts';

export const QUERY_PARAMETERS = [
  'orderBy',
  'startAt',
  'startAfter',
  'endAt',
  'endBefore',
  'equalTo',
  'limitToFirst',
  'limitToLast',
] as const;

type QueryParameter = (typeof QUERY_PARAMETERS)[number];

/** Reads the query of a REST read, whose values are JSON: `orderBy="age"&startAt=18` or, with a key, `startAt=18,"bob"`. */
export function queryFromUrl(params: URLSearchParams): Query | undefined {
  const given = QUERY_PARAMETERS.filter((name) => params.has(name));
  if (given.length === 0) {
    return undefined;
  }
  if (!given.includes('orderBy')) {
    throw new InvalidRequestError('orderBy must be defined when other query parameters are defined');
  }
  const first = limitOf(params, 'limitToFirst');
  const last = limitOf(params, 'limitToLast');
  if (first !== undefined && last !== undefined) {
    throw new InvalidRequestError('Cannot specify both limitToFirst and limitToLast');
  }
  return {
    index: indexOf(jsonOf(params, 'orderBy')),
    start: startBound(params),
    end: endBound(params),
    limit: first ?? last,
    limitFrom: first === undefined ? 'last' : 'first',
  };
}

function startBound(params: URLSearchParams): Bound | undefined {
  return (
    bound(params, 'startAfter', AFTER_ALL_KEYS, false) ??
    bound(params, 'startAt', BEFORE_ALL_KEYS, true) ??
    bound(params, 'equalTo', BEFORE_ALL_KEYS, true)
  );
}

function endBound(params: URLSearchParams): Bound | undefined {
  return (
    bound(params, 'endBefore', BEFORE_ALL_KEYS, false) ??
    bound(params, 'endAt', AFTER_ALL_KEYS, true) ??
    bound(params, 'equalTo', AFTER_ALL_KEYS, true)
  );
}

function bound(params: URLSearchParams, name: QueryParameter, key: BoundKey, inclusive: boolean): Bound | undefined {
  if (!params.has(name)) {
    return undefined;
  }
  const [value, ownKey, ...more] = listOf(params, name);
  if (more.length > 0 || (ownKey !== undefined && typeof ownKey !== 'string')) {
    throw new InvalidRequestError(`${name} must be a value, and a key at most`);
  }
  return { value: boundValue(value), key: ownKey ?? key, inclusive };
}

/** The REST API writes a dollar sign where the wire has a dot. */
function indexOf(name: unknown): Index {
  return indexNamed(typeof name === 'string' ? name.replace(/^\$(key|value|priority)$/, '.$1') : name);
}

function limitOf(params: URLSearchParams, name: QueryParameter): number | undefined {
  if (!params.has(name)) {
    return undefined;
  }
  const limit = jsonOf(params, name);
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1) {
    throw new InvalidRequestError(`${name} must be a positive integer`);
  }
  return limit;
}

function jsonOf(params: URLSearchParams, name: QueryParameter): unknown {
  const [value, ...more] = listOf(params, name);
  if (more.length > 0) {
    throw new InvalidRequestError(`${name} must be one value`);
  }
  return value;
}

function listOf(params: URLSearchParams, name: QueryParameter): unknown[] {
  try {
    const list: unknown = JSON.parse(`[${params.get(name)}]`);
    return Array.isArray(list) ? list : [];
  } catch {
    throw new InvalidRequestError(`${name} must be a valid JSON encoded value`);
  }
}
