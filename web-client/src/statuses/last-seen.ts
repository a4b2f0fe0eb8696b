import type { Unsubscribe } from 'firebase/auth';
import { invalidArgument, serverClock } from '../core/index.ts';

/** The units, longest first, each with its length in milliseconds. A time uses the first unit that is not longer than its age. */
const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365.25 * 86_400_000],
  ['month', 30.4375 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** The options of {@link formatLastSeen}. */
export interface LastSeenOptions {
  /** A BCP 47 tag such as `de` or `zh-Hans`. Default: the browser's. */
  locale?: string;
  /** The time to count from, by the same clock as `lastSeen`. Default: now, by this client's estimate of the Realtime Database's clock. */
  now?: Date;
}

/**
 * Returns how long ago a time was, in words of the locale: "now", "5 minutes ago", "yesterday". A time in the future gives "now":
 * only a wrong clock can cause it. Without `Intl.RelativeTimeFormat` on the platform, the text is the date and time.
 *
 * @param lastSeen a time by the Realtime Database's clock, as all dates of this package are. A wrong clock of this device does not matter.
 * @throws `presence/invalid-argument` if the Date is invalid
 *
 * @example
 * formatLastSeen(lastChanged, { locale: 'de' }); // vor 5 Minuten
 */
export function formatLastSeen(
  lastSeen: Date,
  { locale, now = new Date(serverClock.now()) }: LastSeenOptions = {},
): string {
  const ago = now.getTime() - validTime(lastSeen);
  // Hermes, the engine of React Native, has no RelativeTimeFormat.
  if (typeof Intl.RelativeTimeFormat === 'undefined') return lastSeen.toLocaleString(locale);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const [unit, length] = UNITS.find(([, length]) => ago >= length) ?? ['second', Number.POSITIVE_INFINITY];
  return format.format(-Math.floor(ago / length) || 0, unit);
}

/**
 * Calls `next` with {@link formatLastSeen} of a time: before it returns, and whenever the words change.
 *
 * @returns stops the calls
 * @throws `presence/invalid-argument` if the Date is invalid
 *
 * @example
 * const stop = onLastSeenTextChanged(lastChanged, (text) => render(text));
 */
export function onLastSeenTextChanged(
  lastSeen: Date,
  next: (text: string) => void,
  options: { locale?: string } = {},
): Unsubscribe {
  let timer: ReturnType<typeof setTimeout>;
  let last: string | null = null;
  const update = (): void => {
    const text = formatLastSeen(lastSeen, options);
    if (text !== last) next(text);
    last = text;
    const age = Math.max(0, serverClock.now() - lastSeen.getTime());
    const [, length] = UNITS.find(([unit, length]) => unit !== 'year' && age >= length) ?? ['minute', 60_000];
    // The words change with the next whole unit. A day is the longest wait.
    timer = setTimeout(update, Math.min(length - (age % length), 86_400_000));
  };
  update();
  return () => clearTimeout(timer);
}

/**
 * Compares two statuses for `sort`: online users first, then the most recently seen, and users who were never online last.
 *
 * @example
 * const statuses = await getStatuses(presence, team);
 * render(statuses.sort(byLastSeen));
 */
export function byLastSeen(
  a: { readonly state: string; readonly lastChanged: Date | null },
  b: { readonly state: string; readonly lastChanged: Date | null },
): number {
  const online = Number(b.state === 'online') - Number(a.state === 'online');
  return online || (b.lastChanged?.getTime() ?? 0) - (a.lastChanged?.getTime() ?? 0);
}

/** An invalid Date has no text, and its timer would fire without waiting. */
function validTime(lastSeen: Date): number {
  const millis = lastSeen.getTime();
  if (!Number.isNaN(millis)) return millis;
  throw invalidArgument('Cannot format lastSeen: it is an invalid Date. Pass the lastChanged of a status.');
}
