import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { documentedFile, documentedFiles } from '../kit/documented.ts';
import { freePort } from '../kit/free-port.ts';
import { auth, database, firestore, PROJECT } from '../kit/suite.ts';
import { writeApp } from './apps.ts';
import { runInstalled } from './run-installed.ts';

/** Builds the app of docs/next.md with Next.js, and starts its server. @returns the address of the page */
export async function startNext(): Promise<string> {
  const [online = '', page = ''] = await documentedFiles('next.md', 'jsx');
  const folder = await writeApp('next', {
    'next.config.mjs': CONFIG,
    'app/layout.jsx': LAYOUT,
    'app/firebase.js': firebaseFile(),
    'app/presence.jsx': withoutTypes(await documentedFile('next.md', 'tsx')),
    'app/online.jsx': online,
    'app/page.jsx': page,
  });
  await installPackage(folder);
  await runInstalled(folder, 'next', 'build');
  return serve(folder);
}

/** As npm does: through the link of a workspace, Next.js finds the package twice. */
async function installPackage(folder: string): Promise<void> {
  for (const part of ['package.json', 'dist']) {
    const from = fileURLToPath(new URL(`../../web-client/${part}`, import.meta.url));
    await cp(from, join(folder, 'node_modules', 'firebase-presence', part), { recursive: true });
  }
}

/** Builds in the folder of the packages. Next.js looks for them no further up. */
const CONFIG = `import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
const root = fileURLToPath(new URL('../../../..', import.meta.url));
export default { outputFileTracingRoot: root, turbopack: { root }, devIndicators: false };
`;

const LAYOUT = `export const metadata = { title: 'Who is online', icons: 'data:,' };
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`;

/** What the reader's app has already: Firebase, and a sign-in in the browser. */
function firebaseFile(): string {
  return `import { initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth, signInAnonymously } from 'firebase/auth';
import { connectDatabaseEmulator, getDatabase } from 'firebase/database';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';

export const app = initializeApp({ projectId: '${PROJECT}', apiKey: 'any' });
connectAuthEmulator(getAuth(app), 'http://${auth().host}:${auth().port}', { disableWarnings: true });
connectDatabaseEmulator(getDatabase(app), '${database().host}', ${database().port});
connectFirestoreEmulator(getFirestore(app), '${firestore().host}', ${firestore().port});
if (typeof window !== 'undefined') void signInAnonymously(getAuth(app));
`;
}

/** The documented file has types. Without TypeScript and its configuration, the build is shorter. */
function withoutTypes(file: string): string {
  return file.replace(/^import type .*\n/m, '').replace(/: \{ (children: ReactNode|before: number) \}/g, '');
}

async function serve(folder: string): Promise<string> {
  const port = await freePort();
  const next = fileURLToPath(new URL('node_modules/.bin/next', import.meta.url));
  const server = spawn(next, ['start', '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd: folder,
    env: { ...process.env, GCLOUD_PROJECT: PROJECT },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => ended(server));
  await ready(server);
  return `http://127.0.0.1:${port}/`;
}

async function ready(server: ChildProcess): Promise<void> {
  let output = '';
  for await (const text of server.stdout ?? []) {
    output += String(text);
    if (/Ready in/.test(output)) break;
  }
  if (!/Ready in/.test(output)) throw new Error(`next start ended:\n${output}`);
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.kill();
  await once(server, 'exit');
}
