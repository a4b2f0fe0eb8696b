import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';
import * as suite from '../kit/suite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    pageUrl: string;
  }
}

const root = fileURLToPath(new URL('page', import.meta.url));

/** Builds the page of the tests from the built client, and serves it while the tests run. */
export default async function serveThePage(project: TestProject): Promise<() => Promise<void>> {
  // A folder for each group, because groups that run together would overwrite each other's page.
  const outDir = `dist/${project.name}`;
  await build({ root, logLevel: 'warn', build: { outDir, target: 'es2022', chunkSizeWarningLimit: 1000 } });
  const address = { host: '127.0.0.1', port: 0, strictPort: true };
  const server = await preview({ root, logLevel: 'warn', build: { outDir }, preview: address });
  const page = new URL(server.resolvedUrls?.local[0] ?? '');
  for (const [emulator, { host, port }] of Object.entries({
    auth: suite.auth(),
    database: suite.database(),
    firestore: suite.firestore(),
  })) {
    page.searchParams.set(emulator, `${host}:${port}`);
  }
  await wakeFirestore();
  project.provide('pageUrl', page.href);
  return () => server.close();
}

/** The first answer of the emulator can take so long that a page logs an error. */
async function wakeFirestore(): Promise<void> {
  const { host, port } = suite.firestore();
  await fetch(`http://${host}:${port}/v1/projects/${suite.PROJECT}/databases/(default)/documents/status`, {
    headers: { authorization: 'Bearer owner' },
  });
}
