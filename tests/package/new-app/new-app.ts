import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { documentedFile } from '../../kit/documented.ts';
import { emptyFolder, run } from '../folders.ts';

/** `--prefer-offline` saves the questions for newer versions. */
export const INSTALL = ['install', '--prefer-offline', '--no-audit', '--no-fund'];

/** Makes an app of Vite's own template, with functions and rules of its own, on the local emulators. @returns its folder */
export async function newApp(): Promise<string> {
  const parent = await emptyFolder();
  await run(parent, 'npm', 'create', '-y', 'vite@9.3.0', 'app', '--', '--template', 'react-ts', '--no-interactive');
  const app = join(parent, 'app');
  for (const [path, text] of Object.entries(OWN_FILES)) {
    await mkdir(dirname(join(app, path)), { recursive: true });
    await writeFile(join(app, path), text);
  }
  await run(join(app, 'functions'), 'npm', ...INSTALL);
  return app;
}

/** Replaces the first component of the app by the one that the quickstart shows. */
export async function pasteQuickstart(app: string): Promise<void> {
  await writeFile(join(app, 'src', 'App.tsx'), await documentedFile('1-quickstart.md', 'tsx'));
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const OWN_FILES: Readonly<Record<string, string>> = {
  'firebase.json': json({
    functions: { source: 'functions', runtime: 'nodejs22' },
    database: { rules: 'database.rules.json' },
    firestore: { rules: 'firestore.rules', indexes: 'firestore.indexes.json' },
    emulators: {
      auth: { port: 9099 },
      functions: { port: 5001 },
      database: { port: 9000 },
      firestore: { port: 8080 },
    },
  }),
  '.firebaserc': json({ projects: { default: 'demo-app' } }),
  'database.rules.json': `{
  "rules": {
    // The messages of the app.
    "messages": { ".read": "auth != null", ".write": "auth != null" }
  }
}
`,
  'firestore.rules': `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    // The tasks of the app.
    match /tasks/{task} {
      allow read, write: if request.auth != null;
    }
  }
}
`,
  'firestore.indexes.json': json({ indexes: [], fieldOverrides: [] }),
  'functions/package.json': json({
    name: 'functions',
    main: 'index.js',
    engines: { node: '22' },
    private: true,
    dependencies: { 'firebase-admin': '13.10.0', 'firebase-functions': '7.4.0' },
  }),
  'functions/index.js': `const { onRequest } = require('firebase-functions/https');

exports.hello = onRequest((request, response) => response.send('Hello'));
`,
  'src/firebase.ts': `import { initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth } from 'firebase/auth';
import { connectDatabaseEmulator, getDatabase } from 'firebase/database';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';

export const app = initializeApp({
  apiKey: 'any',
  projectId: 'demo-app',
  databaseURL: 'https://demo-app-default-rtdb.europe-west1.firebasedatabase.app',
});
connectAuthEmulator(getAuth(app), 'http://127.0.0.1:9099', { disableWarnings: true });
connectDatabaseEmulator(getDatabase(app), '127.0.0.1', 9000);
connectFirestoreEmulator(getFirestore(app), '127.0.0.1', 8080);
`,
};
