import { readFileSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, repository, run } from './folders.ts';

/** The files that `firebase deploy` does not upload. */
const [{ ignore: IGNORED }] = JSON.parse(readFileSync(join(repository, 'firebase.json'), 'utf8')).functions;

test('the upload of firebase deploy installs without dev dependencies and declares its triggers', async () => {
  const folder = await emptyFolder();
  await cp(join(repository, 'functions'), folder, {
    recursive: true,
    filter: (source) => !IGNORED.some((name: string) => source.endsWith(`/${name}`)),
  });
  await run(folder, 'npm', 'install', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  const manifest = await discoverTriggers(folder);
  expect(Object.keys(manifest.endpoints).sort()).toEqual([
    'onAccountDeleted',
    'onMemberJoined',
    'onMemberLeft',
    'onStatusDocumentDeleted',
    'onUserSettingsChanged',
    'onUserStatusChanged',
    'presenceTick',
    'repairOnce',
    'repairStatuses',
    'sweepLeases',
  ]);
  expect(manifest.endpoints.onUserStatusChanged).toMatchObject({
    platform: 'gcfv2',
    eventTrigger: {
      eventType: 'google.firebase.database.ref.v1.written',
      eventFilterPathPatterns: { ref: 'status/{uid}', instance: '*' },
      retry: true,
    },
  });
  expect(manifest.endpoints.onStatusDocumentDeleted).toMatchObject({
    platform: 'gcfv2',
    eventTrigger: {
      eventType: 'google.cloud.firestore.document.v1.deleted',
      eventFilters: { database: '(default)', namespace: '(default)' },
      eventFilterPathPatterns: { document: 'status/{uid}' },
      retry: true,
    },
  });
  expect(manifest.params.map(({ name }) => name)).toEqual(['PRESENCE_REGION']);
});

/** Asks Firebase's SDK for functions for the manifest, as the Firebase CLI does. */
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
