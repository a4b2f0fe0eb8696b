import { type CollectionReference, collection, getFirestore } from 'firebase/firestore';
import type { PresenceInstance } from './instance.ts';

/** The documents that the function writes. */
export function statusesOf({ app, collection: name }: PresenceInstance): CollectionReference {
  return collection(getFirestore(app), name);
}
