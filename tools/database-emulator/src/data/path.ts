import { InvalidRequestError } from '../invalid-request.ts';

export type Path = readonly string[];

const MAX_KEY_BYTES = 768;
const MAX_DEPTH = 32;

/** Splits a raw path into keys, without a check. */
export function keysOf(text: string): Path {
  return text.split('/').filter((key) => key !== '');
}

/** The priority of a node is written and read like a child with this key, which no real child can have. */
export const PRIORITY_KEY = '.priority';

/** Reads a path that may end with `.priority`, as the path of a write may. */
export function parseDataPath(text: string): Path {
  const keys = keysOf(text);
  return keys.at(-1) === PRIORITY_KEY ? [...parsePath(keys.slice(0, -1).join('/')), PRIORITY_KEY] : parsePath(text);
}

/** Splits a raw path (not percent-encoded). Rejects keys and depths that the real service rejects. */
export function parsePath(text: string): Path {
  const path = keysOf(text);
  for (const key of path) {
    checkKey(key);
  }
  checkDepth(path.length);
  return path;
}

export function pathText(path: Path): string {
  return path.join('/');
}

export function startsWith(path: Path, prefix: Path): boolean {
  return path.length >= prefix.length && prefix.every((key, index) => path[index] === key);
}

export function checkKey(key: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the service forbids in keys.
  if (key === '' || /[.$#[\]/\u0000-\u001f\u007f]/.test(key)) {
    throw new InvalidRequestError(
      `Invalid key ${JSON.stringify(key)}: keys must be non-empty and cannot contain ".", "$", "#", "[", "]", "/" or control characters`,
    );
  }
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new InvalidRequestError(`Invalid key: ${Buffer.byteLength(key)} bytes is more than ${MAX_KEY_BYTES}`);
  }
}

export function checkDepth(depth: number): void {
  if (depth > MAX_DEPTH) {
    throw new InvalidRequestError(`Data is nested ${depth} levels deep. The limit is ${MAX_DEPTH}`);
  }
}

/** Keys that are 32-bit integers come first, by number; the others follow by UTF-16 code units. */
export function compareKeys(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  const left = integerKey(a);
  const right = integerKey(b);
  if (left !== undefined && right !== undefined) {
    return left === right ? a.length - b.length : left - right;
  }
  if (left === undefined && right === undefined) {
    return a < b ? -1 : 1;
  }
  return left !== undefined ? -1 : 1;
}

function integerKey(key: string): number | undefined {
  if (!/^-?0*\d{1,10}$/.test(key)) {
    return undefined;
  }
  const number = Number(key);
  return number >= -(2 ** 31) && number < 2 ** 31 ? number : undefined;
}
