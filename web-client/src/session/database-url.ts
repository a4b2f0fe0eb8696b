import type { FirebaseOptions } from 'firebase/app';

/**
 * Returns all spellings of a database URL that an app can pass to `getDatabase`: with and without a slash at the end. For the app's own
 * database it also returns undefined, because the app can pass no URL.
 *
 * @param url undefined: the app's own database
 */
export function spellingsOf({ databaseURL, projectId }: FirebaseOptions, url?: string): (string | undefined)[] {
  const own = databaseURL ?? (projectId && `https://${projectId}-default-rtdb.firebaseio.com`);
  const wanted = url ?? own;
  if (!wanted) return [undefined];
  const isOwn = own !== undefined && withoutSlash(own) === withoutSlash(wanted);
  // The given spelling comes first, because an app that opens the database later uses the same one.
  return [...new Set([url, ...(isOwn ? [undefined] : []), withoutSlash(wanted), withSlash(wanted)])];
}

const withoutSlash = (url: string): string => url.replace(/\/*(\?.*)?$/, '$1');

const withSlash = (url: string): string => withoutSlash(url).replace(/(\?.*)?$/, '/$1');
