/*
 * The rules of presence, as the repository has them: the build puts the files into the bundle as text.
 */
import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import databaseRules from '../../../../database.rules.json?raw';
import firestoreIndexes from '../../../../firestore.indexes.json?raw';
import firestoreRules from '../../../../firestore.rules?raw';
import { nodeAt, parseJson, propertyAt, valueAt } from '../text/json.ts';
import { dedent, indentAt } from '../text/lines.ts';
import { matchBlocks } from './firestore-source.ts';

/** The names that presence needs at the top of the Realtime Database. */
export const DATABASE_BLOCKS = ['status', 'presence'] as const;

export type DatabaseBlock = (typeof DATABASE_BLOCKS)[number];

/** The text of a block of the Realtime Database rules, key and value, with two spaces for each step. */
export function ownDatabaseBlock(name: DatabaseBlock): string {
  return textOf(databaseRules, propertyAt(parseJson('database.rules.json', databaseRules), 'rules', name));
}

/** The value of a block of the Realtime Database rules. */
export function ownDatabaseValue(name: DatabaseBlock): unknown {
  return valueAt(parseJson('database.rules.json', databaseRules), 'rules', name);
}

/** The text of the block of the Firestore rules, with two spaces for each step. */
export function ownFirestoreBlock(collection: string): string {
  const block = matchBlocks(firestoreRules).find(({ path }) => path === `/${DEFAULT_COLLECTION}/{uid}`);
  const text = textOf(firestoreRules, block && { offset: block.start, length: block.end - block.start });
  return text.replace(ownFirestoreMatch(DEFAULT_COLLECTION), ownFirestoreMatch(collection));
}

/** How the block of the Firestore rules begins. This is also its name in the record of `init`. */
export function ownFirestoreMatch(collection: string): string {
  return `match /${collection}/{uid}`;
}

/** The collection of a block that begins like this; null if it is no block of ours. */
export function collectionOfMatch(match: string): string | null {
  return /^match \/(.+)\/\{uid\}$/.exec(match)?.[1] ?? null;
}

/** The text of the index exemption. */
export function ownIndexExemption(collection: string): string {
  const node = nodeAt(parseJson('firestore.indexes.json', firestoreIndexes), 'fieldOverrides', 0);
  return textOf(firestoreIndexes, node).replace(`"${DEFAULT_COLLECTION}"`, `"${collectionGroupOf(collection)}"`);
}

/** The name of an index exemption in the record of `init`. */
export function ownExemptionName(collectionGroup: string): string {
  return `${collectionGroup}${EXEMPT_FIELD}`;
}

export function groupOfExemption(name: string): string {
  return name.slice(0, -EXEMPT_FIELD.length);
}

const EXEMPT_FIELD = '.last_changed';

/** The name that Firestore's indexes have for a collection: the last segment of its path. */
export function collectionGroupOf(collection: string): string {
  return collection.split('/').at(-1) ?? collection;
}

function textOf(text: string, range: { offset: number; length: number } | undefined): string {
  if (range === undefined) throw new Error('The rules in this package are incomplete.');
  return dedent(text.slice(range.offset, range.offset + range.length), indentAt(text, range.offset));
}
