import { type FirebaseApp, initializeApp } from 'firebase/app';
import { type Auth, browserSessionPersistence, connectAuthEmulator, initializeAuth } from 'firebase/auth';
import { connectDatabaseEmulator, getDatabase } from 'firebase/database';
import { connectFirestoreEmulator, type Firestore, getFirestore } from 'firebase/firestore';
import firebaseJson from '../firebase.json';

export const PROJECT_ID = 'demo-presence';
export const { emulators } = firebaseJson;

export interface Demo {
  app: FirebaseApp;
  auth: Auth;
  firestore: Firestore;
}

/** The set-up of any Firebase app. firebase-presence needs no other. */
export function connectToFirebase(appName?: string): Demo {
  const config = {
    projectId: PROJECT_ID,
    apiKey: 'the-emulators-take-any',
    databaseURL: `https://${PROJECT_ID}-default-rtdb.firebaseio.com`,
  };
  const app = initializeApp(config, appName);
  // Each window has a user of its own, so that two windows are enough to try it. Other apps simply call getAuth(app).
  const auth = initializeAuth(app, { persistence: browserSessionPersistence });
  const firestore = getFirestore(app);

  connectAuthEmulator(auth, `http://${emulators.auth.host}:${emulators.auth.port}`, { disableWarnings: true });
  connectDatabaseEmulator(getDatabase(app), emulators.database.host, emulators.database.port);
  connectFirestoreEmulator(firestore, emulators.firestore.host, emulators.firestore.port);
  return { app, auth, firestore };
}
