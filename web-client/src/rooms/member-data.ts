import { MAX_MEMBER_DATA, MAX_MEMBER_DATA_NOT_ASCII } from '@firebase-presence/contract';
import { invalidArgument } from '../core/index.ts';

/**
 * Not public: converts member data to the stored JSON.
 *
 * @returns null for undefined
 * @throws `presence/invalid-argument`
 */
export function memberJson(data: unknown): string | null {
  if (data === undefined) return null;
  const json: unknown = attempt(() => JSON.stringify(data));
  if (typeof json === 'string' && json.length <= longest(json)) return json;
  const found = typeof json === 'string' ? `${json.length} characters long as JSON` : 'a value that JSON cannot hold';
  throw invalidArgument(
    `Cannot set the member data: it is ${found}. Pass at most ${MAX_MEMBER_DATA} characters, or ${MAX_MEMBER_DATA_NOT_ASCII} if some are not ASCII. Keep the rest in a database of your app, by uid.`,
  );
}

function longest(json: string): number {
  return /^[ -~]*$/.test(json) ? MAX_MEMBER_DATA : MAX_MEMBER_DATA_NOT_ASCII;
}

/** Not public: parses stored member data. Another program may have written it, so the result is undefined if it is not JSON. */
export function memberData<Data>(json: string | null): Data | undefined {
  return json === null ? undefined : attempt((): Data => JSON.parse(json));
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
