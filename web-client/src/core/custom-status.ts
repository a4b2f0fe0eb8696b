import type { StoredCustomStatus } from '@firebase-presence/contract';
import { serverDate } from './dates.ts';

/** What somebody says of themselves. */
export interface CustomStatus {
  readonly text: string;
  readonly emoji: string | null;
  /** When it ends, by the server's clock; null if it does not. */
  readonly expiresAt: Date | null;
}

/** Not public: null once it has expired. `now` is the server's time, in milliseconds. */
export function customStatusOf(stored: StoredCustomStatus | null, now: number): CustomStatus | null {
  if (stored === null || (stored.expiresAt !== null && stored.expiresAt <= now)) return null;
  const { text, emoji, expiresAt } = stored;
  return { text, emoji, expiresAt: expiresAt === null ? null : serverDate(expiresAt) };
}
