import { formatLastSeen, onLastSeenTextChanged } from 'firebase-presence';
import { useEffect, useState } from 'react';

/**
 * How long ago it was in words of the reader's language, fresh: "5 minutes ago". Null of a time that is null.
 *
 * @param locale a BCP 47 tag such as `de`. Default: the browser's; pass it where a server renders, which has a locale of its own.
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
