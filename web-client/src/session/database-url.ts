import type { FirebaseOptions } from 'firebase/app';

/**
 * All ways in which an app may have named a database to `getDatabase`: with a slash at the end, without, and not at all if it is its own.
 *
 * @param url undefined: the app's own database
 */
export function spellingsOf({ databaseURL, projectId }: FirebaseOptions, url?: string): (string | undefined)[] {
  const own = databaseURL ?? (projectId && `https://${projectId}-default-rtdb.firebaseio.com`);
  const wanted = url ?? own;
  if (!wanted) return [undefined];
  const isOwn = own !== undefined && withoutSlash(own) === withoutSlash(wanted);
  // As given first: an app that asks for it later uses the same words.
  return [...new Set([url, ...(isOwn ? [undefined] : []), withoutSlash(wanted), withSlash(wanted)])];
}

const withoutSlash = (url: string): string => url.replace(/\/*(\?.*)?$/, '$1');

const withSlash = (url: string): string => withoutSlash(url).replace(/(\?.*)?$/, '/$1');
