import { randomInt } from 'node:crypto';

/*
 * The version of a public status, `v` at `/presence/public/{uid}`: the time of its write in milliseconds, and a random part. Each watcher
 * downloads it, so it has only ten characters.
 *
 * Two versions of one user differ: a status changes at most once in two seconds. The random part is for workers whose clocks differ.
 */

const BASE = 36;

const RANDOM_LENGTH = 2;

/** A worker whose clock is further ahead has a wrong clock. In milliseconds. */
const MOST_AHEAD_MS = 2000;

/** @param now this worker's clock, in milliseconds since the epoch */
export function newPublicVersion(now: number): string {
  const random = randomInt(BASE ** RANDOM_LENGTH).toString(BASE);
  return now.toString(BASE) + random.padStart(RANDOM_LENGTH, '0');
}

/**
 * Returns the age of a version, in milliseconds, by the clock of this worker. At least 0: another worker's clock may be ahead a little.
 * Infinity for a text that is no version, and for a time far in the future: a wrong clock must not delay the changes of a user.
 */
export function ageOfPublicVersion(version: string | null, now: number): number {
  if (version === null || !/^[0-9a-z]{10}$/.test(version)) return Number.POSITIVE_INFINITY;
  const age = now - Number.parseInt(version.slice(0, -RANDOM_LENGTH), BASE);
  return age < -MOST_AHEAD_MS ? Number.POSITIVE_INFINITY : Math.max(0, age);
}
