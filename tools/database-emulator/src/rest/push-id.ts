import { randomBytes } from 'node:crypto';

const ALPHABET = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** A key that sorts by its time of creation: eight characters of time, twelve random ones. */
export function newPushId(now: number): string {
  let time = '';
  for (let rest = now; time.length < 8; rest = Math.floor(rest / 64)) {
    time = ALPHABET.charAt(rest % 64) + time;
  }
  return time + [...randomBytes(12)].map((byte) => ALPHABET.charAt(byte % 64)).join('');
}
