import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../package/folders.ts';
import { configFolder } from './two-instances.ts';

const SUITE = fileURLToPath(import.meta.resolve('emulator-suite/bin'));
const TSX = fileURLToPath(import.meta.resolve('tsx'));
const TWO_DATABASES = fileURLToPath(new URL('two-databases.ts', import.meta.url));

/** Runs two installed instances of the kit in the emulator suite, and returns who is in the collection of each. */
export async function runInSuite(folder: string): Promise<readonly string[]> {
  await setParameters(folder, 'presence-us', 'status_us', 'https://demo-kits-us.firebaseio.com');
  await setParameters(folder, 'presence-eu', 'status_eu', 'https://demo-kits-eu.europe-west1.firebasedatabase.app');
  await addEmulators(folder);
  const output = await run(folder, process.execPath, SUITE, 'exec', `node --import ${TSX} ${TWO_DATABASES}`);
  return output.match(/^status_.*$/gm) ?? [];
}

/** Adds parameters to those that the CLI asked for. */
async function setParameters(folder: string, instance: string, collection: string, url: string): Promise<void> {
  const asked = await readFile(join(configFolder(folder, instance), '.env.rehearsal'), 'utf8');
  const parameters = [asked, `PRESENCE_COLLECTION=${collection}`, `PRESENCE_DATABASE_URLS=${url}`];
  await writeFile(join(configFolder(folder, instance), '.env'), parameters.join('\n'));
}

/** Adds what an app already has: the emulators, and rules. They let no client in. The Admin SDK needs no rule. */
async function addEmulators(folder: string): Promise<void> {
  const path = join(folder, 'firebase.json');
  const config = JSON.parse(await readFile(path, 'utf8'));
  const emulators = { functions: { port: 5001 }, database: { port: 9000 }, firestore: { port: 8080 } };
  const products = { database: { rules: 'database.rules.json' }, firestore: { rules: 'firestore.rules' } };
  await writeFile(path, JSON.stringify({ ...config, ...products, emulators }));
  await writeFile(join(folder, 'database.rules.json'), '{ "rules": {} }');
  await writeFile(join(folder, 'firestore.rules'), FIRESTORE_RULES);
  await writeFile(join(folder, '.firebaserc'), JSON.stringify({ projects: { default: 'demo-kits' } }));
}

const FIRESTORE_RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /{document=**} {
      allow read, write: if false;
    }
  }
}
`;
