import { collection, doc, type Firestore, onSnapshot, setDoc } from 'firebase/firestore';

/** By uid. Presence knows nothing of names: that is the app's to keep, here in a collection of its own. */
export type Names = ReadonlyMap<string, string>;

export async function saveName(firestore: Firestore, uid: string, name: string): Promise<void> {
  await setDoc(doc(firestore, 'demo_names', uid), { name });
}

/** Null of somebody who has not said it yet. Without a connection it waits for one, where `getDoc` would give up. */
export function nameOf(firestore: Firestore, uid: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const stop = onSnapshot(
      doc(firestore, 'demo_names', uid),
      { includeMetadataChanges: true },
      (person) => {
        if (!person.exists() && person.metadata.fromCache) return;
        stop();
        const name: unknown = person.get('name');
        resolve(typeof name === 'string' ? name : null);
      },
      reject,
    );
  });
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
