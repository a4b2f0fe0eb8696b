import type { StoredCustomStatus } from '@firebase-presence/contract';
import { serverDate } from './dates.ts';

/** The custom status of a user: a text and an emoji that the user chose, with an end. */
export interface CustomStatus {
  readonly text: string;
  readonly emoji: string | null;
  /** When it ends, by the Realtime Database's clock. Null if it has no end. */
  readonly expiresAt: Date | null;
}

/**
 * Not public: converts a stored custom status to the form that the app gets.
 *
 * @param now the Realtime Database's time, in milliseconds
 * @returns null if none is stored, or if it has expired
 */
export function customStatusOf(stored: StoredCustomStatus | null, now: number): CustomStatus | null {
  if (stored === null || (stored.expiresAt !== null && stored.expiresAt <= now)) return null;
  const { text, emoji, expiresAt } = stored;
  return { text, emoji, expiresAt: expiresAt === null ? null : serverDate(expiresAt) };
}
