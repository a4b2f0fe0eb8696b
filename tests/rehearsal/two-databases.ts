/* Runs in the suite of a project with two instances of the kit. It writes a user into each database, and prints who is in each collection. */
import { initializeApp } from 'firebase-admin/app';
import { getDatabaseWithUrl } from 'firebase-admin/database';
import { getFirestore } from 'firebase-admin/firestore';

interface Instance {
  readonly uid: string;
  readonly url: string;
  readonly collection: string;
}

const INSTANCES: readonly Instance[] = [
  { uid: 'alice', url: 'https://demo-kits-us.firebaseio.com', collection: 'status_us' },
  { uid: 'bob', url: 'https://demo-kits-eu.europe-west1.firebasedatabase.app', collection: 'status_eu' },
];
const CONNECTION = 'tab1----------------';
const SLOT = '00';

const app = initializeApp({ projectId: 'demo-kits', databaseURL: INSTANCES[0]?.url });
const firestore = getFirestore(app);

await Promise.all(INSTANCES.map(connect));
await Promise.all(INSTANCES.map(isOnline));
for (const { collection } of INSTANCES) {
  const { docs } = await firestore.collection(collection).get();
  console.log(`${collection}: ${docs.map((document) => `${document.id} ${document.get('state')}`).join(', ')}`);
}
process.exit(0);

/** Writes what a client writes. */
function connect({ uid, url }: Instance): Promise<void> {
  const now = Date.now();
  return getDatabaseWithUrl(url, app)
    .ref()
    .update({
      [`presence/leases/${uid}:${SLOT}`]: { id: CONNECTION, at: now },
      [`status/${uid}`]: { connections: { [CONNECTION]: { last_changed: now, slot: SLOT } }, last_changed: now },
    });
}

function isOnline({ collection, uid }: Instance): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = firestore
      .collection(collection)
      .doc(uid)
      .onSnapshot((document) => {
        if (document.get('state') !== 'online') return;
        stop();
        resolve();
      }, reject);
  });
}
