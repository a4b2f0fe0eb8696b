import { collection, type DocumentSnapshot, doc, type Firestore, onSnapshot, setDoc } from 'firebase/firestore';

/** What the demo stores of a user. Presence stores no names. The app does, here in a collection of its own. */
export interface Profile {
  name: string;
  /** True for a user whom simulated-people.ts plays. */
  simulated: boolean;
}

/** Profiles by uid. */
export type Names = ReadonlyMap<string, Profile>;

export const UNKNOWN: Profile = { name: 'Unknown', simulated: false };

export async function saveName(firestore: Firestore, uid: string, { name, simulated }: Profile): Promise<void> {
  await setDoc(doc(firestore, 'demo_names', uid), { name, simulated });
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
        resolve(person.exists() ? profileIn(person).name : null);
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
    ({ docs }) => next(new Map(docs.map((person) => [person.id, profileIn(person)]))),
    error,
  );
}

function profileIn(person: DocumentSnapshot): Profile {
  return { name: String(person.get('name')), simulated: person.get('simulated') === true };
}
