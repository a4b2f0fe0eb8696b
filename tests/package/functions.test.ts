import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, repository, run } from './folders.ts';

/** What `firebase deploy` uploads: firebase.json's ignore list names what stays at home. */
const STAYS = ['node_modules', 'src', 'tsconfig.json', 'tsdown.config.ts', '.env.demo-presence'];

test('what is uploaded by firebase deploy installs without dev dependencies and tells its triggers', async () => {
  const folder = await emptyFolder();
  await cp(join(repository, 'functions'), folder, {
    recursive: true,
    filter: (source) => !STAYS.some((name) => source.endsWith(`/${name}`)),
  });
  await run(folder, 'npm', 'install', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  const manifest = await discoverTriggers(folder);
  expect(Object.keys(manifest.endpoints)).toContain('onUserStatusChanged');
  expect(manifest.endpoints.onUserStatusChanged).toMatchObject({
    platform: 'gcfv2',
    eventTrigger: {
      eventType: 'google.firebase.database.ref.v1.written',
      eventFilterPathPatterns: { ref: 'status/{uid}', instance: '*' },
      retry: true,
    },
  });
  expect(manifest.params.map(({ name }) => name).sort()).toEqual([
    'PRESENCE_COLLECTION',
    'PRESENCE_GRACE_SECONDS',
    'PRESENCE_REGION',
  ]);
});

/** Asks the functions SDK for the manifest, as the Firebase CLI does. */
async function discoverTriggers(folder: string): Promise<Manifest> {
  const manifest = join(folder, 'manifest.json');
  const environment = [
    'FUNCTIONS_CONTROL_API=true',
    `FUNCTIONS_MANIFEST_OUTPUT_PATH=${manifest}`,
    'GCLOUD_PROJECT=demo-presence',
  ];
  await run(
    folder,
    'env',
    ...environment,
    process.execPath,
    'node_modules/firebase-functions/lib/bin/firebase-functions.js',
  );
  return JSON.parse(await readFile(manifest, 'utf8'));
}

interface Manifest {
  endpoints: Record<string, unknown>;
  params: { name: string }[];
}
