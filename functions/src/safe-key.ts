/*
 * Makes safe keys from names that clients choose, for nodes on which the functions run transactions and queries. The Admin SDK calls
 * `hasOwnProperty` on the objects that it reads. A child with that name ends the process.
 */

const PREFIX = '~';

export const safeKey = (name: string): string => `${PREFIX}${name}`;

/** Reverses {@link safeKey}. */
export const nameOf = (key: string): string => (key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key);
