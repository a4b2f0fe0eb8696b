/*
 * A key that a client names freely, as a key below which the functions run transactions and queries. The Admin SDK calls `hasOwnProperty` of the
 * objects that it reads: a child of that name ends the process.
 */

const PREFIX = '~';

export const safeKey = (name: string): string => `${PREFIX}${name}`;

/** What {@link safeKey} was made of. */
export const nameOf = (key: string): string => (key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key);
