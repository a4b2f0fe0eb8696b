import {
  type ChosenAvailability,
  MAX_CUSTOM_EMOJI,
  MAX_CUSTOM_LIFETIME_MS,
  MAX_CUSTOM_TEXT,
  type StoredCustomStatus,
} from '@firebase-presence/contract';
import { toServerTime } from './dates.ts';
import { invalidArgument, type PresenceError } from './errors.ts';

/** The custom status that an app passes in. */
export interface CustomStatusInput {
  /** At most 100 characters. It may be empty if there is an emoji. */
  text: string;
  /** At most 40 characters, because an emoji of a family or a flag has many. Default: none. */
  emoji?: string;
  /**
   * When the custom status ends: in the future, at most a year ahead. Default: it stays until it is removed.
   *
   * A Date that the app made counts by the clock of this device. So `new Date(Date.now() + 3_600_000)` is in an hour, even if that clock is
   * wrong. A Date object that this package returned counts by the Realtime Database's clock. A copy of it counts as a Date that the app
   * made.
   */
  expiresAt?: Date;
}

/** Not public. @throws `presence/invalid-argument` */
export function assertAvailability(availability: ChosenAvailability): void {
  if (['available', 'busy', 'invisible'].includes(availability)) return;
  throw invalid('availability', availability, "Pass 'available', 'busy' or 'invisible'.");
}

/**
 * Not public: checks a custom status and converts it to the stored form.
 *
 * @param now the Realtime Database's time, in milliseconds
 * @param deviceNow the time by the clock of this device
 * @throws `presence/invalid-argument`
 */
export function storedCustomStatus(
  { text, emoji, expiresAt }: CustomStatusInput,
  now: number,
  deviceNow: number = Date.now(),
): StoredCustomStatus {
  if (typeof text !== 'string' || text.length > MAX_CUSTOM_TEXT || (text === '' && !emoji)) {
    throw invalid('text', text, `Pass 1 to ${MAX_CUSTOM_TEXT} characters.`);
  }
  if (emoji !== undefined && (typeof emoji !== 'string' || emoji.length > MAX_CUSTOM_EMOJI)) {
    throw invalid('emoji', emoji, `Pass at most ${MAX_CUSTOM_EMOJI} characters.`);
  }
  const end = expiresAt === undefined ? null : toServerTime(expiresAt, { server: now, device: deviceNow });
  if (end !== null && !(end > now && end <= now + MAX_CUSTOM_LIFETIME_MS)) {
    throw invalid('expiresAt', expiresAt, 'Pass a valid Date in the future, at most a year ahead.');
  }
  return { text, emoji: emoji || null, expiresAt: end };
}

function invalid(field: string, value: unknown, advice: string): PresenceError {
  return invalidArgument(`Cannot set the status: ${field} is ${JSON.stringify(value)}. ${advice}`);
}
