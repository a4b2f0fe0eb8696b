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
 * @throws `presence/invalid-argument` if a Date or the locale is invalid
 *
 * @example
 * formatLastSeen(lastChanged, { locale: 'de' }); // vor 5 Minuten
 */
export function formatLastSeen(
  lastSeen: Date,
  { locale, now = new Date(serverClock.now()) }: LastSeenOptions = {},
): string {
  const ago = validTime('now', now) - validTime('lastSeen', lastSeen);
  try {
    return textOf(lastSeen, ago, locale);
  } catch (error) {
    const advice = "Pass a BCP 47 tag such as 'de' or 'zh-Hans', or none.";
    throw invalidArgument(`Cannot format lastSeen: the locale is ${JSON.stringify(locale)}. ${advice}`, error);
  }
}

/** @throws RangeError if the locale is no BCP 47 tag */
function textOf(lastSeen: Date, ago: number, locale: string | undefined): string {
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
 * @throws `presence/invalid-argument` if the Date or the locale is invalid
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
  const updateAfter = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(update, milliseconds);
  };
  const update = (): void => {
    const text = formatLastSeen(lastSeen, options);
    // Before the call of the app, which can stop the calls or throw.
    updateAfter(untilNextUnit(lastSeen));
    if (text === last) return;
    last = text;
    next(text);
  };
  const stopFollowing = serverClock.follow(() => updateAfter(0));
  const stop = (): void => {
    stopFollowing();
    clearTimeout(timer);
  };
  try {
    update();
  } catch (error) {
    // The caller gets no function that stops the calls.
    stop();
    throw error;
  }
  return stop;
}

/** How many milliseconds it takes until the words can change: until the next whole unit, a day at most. */
function untilNextUnit(lastSeen: Date): number {
  const age = Math.max(0, serverClock.now() - lastSeen.getTime());
  const [, length] = UNITS.find(([unit, length]) => unit !== 'year' && age >= length) ?? ['minute', 60_000];
  return Math.min(length - (age % length), 86_400_000);
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
function validTime(name: 'lastSeen' | 'now', date: Date): number {
  const millis = date.getTime();
  if (!Number.isNaN(millis)) return millis;
  throw invalidArgument(`Cannot format lastSeen: ${name} is an invalid Date. Pass the lastChanged of a status.`);
}
