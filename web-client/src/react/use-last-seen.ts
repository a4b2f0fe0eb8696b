import { formatLastSeen, onLastSeenTextChanged } from 'firebase-presence';
import { useEffect, useState } from 'react';

/**
 * Returns how long ago a time was, in words of a locale: "5 minutes ago". The component renders again when the words change.
 *
 * @param lastSeen a time by the Realtime Database's clock, such as the `lastChanged` of a status
 * @param locale a BCP 47 tag such as `de`. Default: the browser's. Pass it if a server renders, because its locale can differ.
 * @returns null if `lastSeen` is null
 *
 * @example
 * function LastSeen({ at }: { at: Date | null }) {
 *   return <p>{useLastSeen(at) ?? 'never here'}</p>;
 * }
 */
export function useLastSeen(lastSeen: Date | null, locale?: string): string | null {
  const time = lastSeen?.getTime() ?? null;
  const options = locale === undefined ? {} : { locale };
  const now = time === null ? null : formatLastSeen(new Date(time), options);
  const [, setText] = useState(now);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the options are the locale
  useEffect(
    () => (time === null ? undefined : onLastSeenTextChanged(new Date(time), setText, options)),
    [time, locale],
  );
  return now;
}
