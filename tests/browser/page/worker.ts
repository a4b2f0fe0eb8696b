import { initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth } from 'firebase/auth';
import { connectDatabaseEmulator, getDatabase } from 'firebase/database';
import { getPresence } from 'firebase-presence/without-firestore';

// Presence without a document, as in a shared worker or a service worker. The page passes its URL parameters as the name of the worker.

const asked = new URLSearchParams(self.name);
const app = initializeApp({ projectId: 'demo-presence', apiKey: 'any' });
connectAuthEmulator(getAuth(app), `http://${asked.get('auth')}`, { disableWarnings: true });
const { hostname, port } = new URL(`http://${asked.get('database')}`);
connectDatabaseEmulator(getDatabase(app), hostname, Number(port));
getPresence(app);
