import { collection, doc, type Firestore, getDoc, onSnapshot, setDoc } from 'firebase/firestore';

/** By uid. Presence knows nothing of names: that is the app's to keep, here in a collection of its own. */
export type Names = ReadonlyMap<string, string>;

export async function saveName(firestore: Firestore, uid: string, name: string): Promise<void> {
  await setDoc(doc(firestore, 'demo_names', uid), { name });
}

/** Null of somebody who has not said it yet. */
export async function nameOf(firestore: Firestore, uid: string): Promise<string | null> {
  const name: unknown = (await getDoc(doc(firestore, 'demo_names', uid))).get('name');
  return typeof name === 'string' ? name : null;
}

export function onNamesChanged(
  firestore: Firestore,
  next: (names: Names) => void,
  error: (error: Error) => void,
): () => void {
  return onSnapshot(
    collection(firestore, 'demo_names'),
    ({ docs }) => next(new Map(docs.map((person) => [person.id, String(person.get('name'))]))),
    error,
  );
}
