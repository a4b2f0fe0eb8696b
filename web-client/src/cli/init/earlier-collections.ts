import type { Finding } from '../finding.ts';

/*
 * The app has changed the collection of the status documents since an earlier `init`. That `init` wrote rules and an exemption for the
 * earlier collection, which nothing of presence reads or writes any more.
 */

/** A part of ours in a file, for an earlier collection. */
export interface EarlierPart {
  /** Its name in the record of `init`. */
  name: string;
  collection: string;
  /** True if it is as `init` wrote it. `init` removes only such parts. */
  isUnchanged: boolean;
  line: number;
}

/** A note for each part that stays because the app changed it. */
export function keptParts(file: string, parts: readonly EarlierPart[]): Finding[] {
  return parts
    .filter(({ isUnchanged }) => !isUnchanged)
    .map(({ name, line }) => ({
      code: 'earlier-collection-kept',
      severity: 'note',
      file,
      line,
      what: `presence no longer uses the collection of ${name}. init wrote this, and the app changed it since. It stays as it is.`,
      fix: 'Remove it, unless other data of the app needs it.',
    }));
}

/** The marks of the parts that stay in the file. */
export function marksOfKept(
  wrote: Readonly<Record<string, string>>,
  isKept: (name: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(wrote).filter(([name]) => isKept(name)));
}
