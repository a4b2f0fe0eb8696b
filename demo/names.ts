import { collection, doc, type Firestore, onSnapshot, setDoc } from 'firebase/firestore';

/** Names by uid. Presence stores no names. The app does, here in a collection of its own. */
export type Names = ReadonlyMap<string, string>;

export async function saveName(firestore: Firestore, uid: string, name: string): Promise<void> {
  await setDoc(doc(firestore, 'demo_names', uid), { name });
}

/** Null for a user without a name. Without a connection it waits for one, while `getDoc` would fail. */
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
