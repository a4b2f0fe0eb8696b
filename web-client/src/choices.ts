import {
  type ChosenAvailability,
  MAX_CUSTOM_EMOJI,
  MAX_CUSTOM_LIFETIME_MS,
  MAX_CUSTOM_TEXT,
  type StoredCustomStatus,
} from '@firebase-presence/contract';
import { PresenceError } from './errors.ts';

/** What a person says of themselves, as an app passes it in. */
export interface CustomStatusInput {
  /** At most 100 characters; may be empty if there is an emoji. */
  text: string;
  /** At most 40 characters: those of families and flags are made of many. */
  emoji?: string;
  /** In the future, at most a year ahead. Without it, it stays until it is removed. */
  expiresAt?: Date;
}

/** Not public. @throws `presence/invalid-argument` */
export function assertAvailability(availability: ChosenAvailability): void {
  if (['available', 'busy', 'invisible'].includes(availability)) return;
  throw invalid('The availability', availability, "Pass 'available', 'busy' or 'invisible'.");
}

/** Not public: as it is stored. `now` is the server's time, in milliseconds. @throws `presence/invalid-argument` */
export function storedCustomStatus({ text, emoji, expiresAt }: CustomStatusInput, now: number): StoredCustomStatus {
  if (typeof text !== 'string' || text.length > MAX_CUSTOM_TEXT || (text === '' && !emoji)) {
    throw invalid('The text', text, `Pass 1 to ${MAX_CUSTOM_TEXT} characters.`);
  }
  if (emoji !== undefined && (typeof emoji !== 'string' || emoji.length > MAX_CUSTOM_EMOJI)) {
    throw invalid('The emoji', emoji, `Pass at most ${MAX_CUSTOM_EMOJI} characters.`);
  }
  const left = expiresAt === undefined ? 1 : expiresAt.getTime() - now;
  if (!(left > 0 && left <= MAX_CUSTOM_LIFETIME_MS)) {
    throw invalid('expiresAt', expiresAt, 'Pass a time in the future, at most a year ahead.');
  }
  return { text, emoji: emoji || null, expiresAt: expiresAt?.getTime() ?? null };
}

function invalid(what: string, value: unknown, advice: string): PresenceError {
  return new PresenceError('presence/invalid-argument', `${what} is ${JSON.stringify(value)}. ${advice}`);
}
