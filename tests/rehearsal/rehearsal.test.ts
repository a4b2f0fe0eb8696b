import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from './cli.ts';
import { newCloud } from './google.ts';
import { repositoryProject } from './project.ts';
import { type Created, createdFunctions, jobs, queues, sent } from './record.ts';
import { type StandIn, startStandIn } from './stand-in.ts';
import { filesInZip } from './zip.ts';

/*
 * The unmodified Firebase CLI deploys to a stand-in for Google's APIs. What it sends is compared with docs/7-operations.md, and what it
 * asks with docs/1-quickstart.md. The stand-in accepts everything: no test here shows that Google accepts it.
 */

const DEPLOY = ['deploy', '--only', 'functions:presence,database,firestore'];
const REGION = 'europe-west1';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

async function cloud(): Promise<StandIn> {
  const standIn = await startStandIn(newCloud().answers);
  onTestFinished(() => standIn.close());
  return standIn;
}

async function projectWith(region: string): Promise<string> {
  const folder = await repositoryProject();
  await writeFile(join(folder, 'functions', '.env.rehearsal'), `PRESENCE_REGION=${region}\n`);
  return folder;
}

test('a deployment without a terminal sends what the pages say, and the next one sends no function again', async () => {
  const folder = await projectWith(REGION);
  const google = await cloud();
  const first = await runCli(folder, google.proxy, [...DEPLOY, '--force']);
  expect(first.output).toContain('Deploy complete!');

  const functions = createdFunctions(google);
  expect(Object.keys(functions).sort()).toEqual(documentedFunctions());
  for (const { region } of Object.values(functions)) expect(region).toBe(REGION);
  expect(triggersOf(functions)).toMatchInlineSnapshot(`
    {
      "onAccountDeleted": "google.firebase.auth.user.v2.deleted; RETRY_POLICY_RETRY; trigger in global; 60 s, 256Mi",
      "onMemberJoined": "google.firebase.database.ref.v1.created; instance=*; ref=presence/rooms/{roomId}/{uid}; RETRY_POLICY_RETRY; trigger in europe-west1; 60 s, 256Mi",
      "onMemberLeft": "google.firebase.database.ref.v1.deleted; instance=*; ref=presence/rooms/{roomId}/{uid}; RETRY_POLICY_RETRY; trigger in europe-west1; 60 s, 256Mi",
      "onStatusDocumentDeleted": "google.cloud.firestore.document.v1.deleted; database=(default); document=status/{uid}; namespace=(default); RETRY_POLICY_RETRY; trigger in nam5; 60 s, 256Mi",
      "onUserSettingsChanged": "google.firebase.database.ref.v1.written; instance=*; ref=presence/settings/{uid}; RETRY_POLICY_RETRY; trigger in europe-west1; 60 s, 256Mi",
      "onUserStatusChanged": "google.firebase.database.ref.v1.written; instance=*; ref=status/{uid}; RETRY_POLICY_RETRY; trigger in europe-west1; 60 s, 256Mi",
      "presenceTick": "180 s, 256Mi",
      "repairOnce": "1800 s, 256Mi",
      "repairStatuses": "1800 s, 256Mi",
      "sweepLeases": "180 s, 256Mi, at most 2",
    }
  `);
  expect(jobs(google)).toMatchInlineSnapshot(`
    [
      "firebase-schedule-repairStatuses-europe-west1; every 24 hours; 1800s",
      "firebase-schedule-sweepLeases-europe-west1; every 1 minutes; 180s",
    ]
  `);
  expect(queues(google)).toMatchInlineSnapshot(`
    [
      {
        "name": "presenceTick",
        "rateLimits": {
          "maxConcurrentDispatches": 6,
          "maxDispatchesPerSecond": null,
        },
        "retryConfig": {
          "maxAttempts": 5,
          "maxBackoff": null,
          "maxDoublings": null,
          "maxRetryDuration": null,
          "minBackoff": "1s",
        },
      },
      {
        "name": "repairOnce",
        "rateLimits": {
          "maxConcurrentDispatches": null,
          "maxDispatchesPerSecond": null,
        },
        "retryConfig": {
          "maxAttempts": 3,
          "maxBackoff": null,
          "maxDoublings": null,
          "maxRetryDuration": null,
          "minBackoff": "60s",
        },
      },
    ]
  `);
  expect(sent(google, 'PUT', '/.settings/rules.json')?.bytes.toString()).toBe(read('database.rules.json'));
  expect(sent(google, 'POST', '/v1/projects/rehearsal/rulesets')?.body).toMatchObject({
    source: { files: [{ content: read('firestore.rules') }] },
  });
  expect(sent(google, 'PATCH', '/collectionGroups/status/fields/last_changed')?.body).toEqual({
    indexConfig: { indexes: [] },
  });
  expect(uploadedFiles(google).map(withoutHash).sort()).toEqual([
    '.env.rehearsal',
    'README.md',
    'lib/handlers-*.cjs',
    'lib/handlers-*.d.cts',
    'lib/handlers-*.d.ts',
    'lib/handlers-*.js',
    'lib/handlers.cjs',
    'lib/handlers.d.cts',
    'lib/handlers.d.ts',
    'lib/handlers.js',
    'lib/index.cjs',
    'lib/index.d.cts',
    'lib/index.d.ts',
    'lib/index.js',
    'package.json',
  ]);

  google.requests.length = 0;
  const second = await runCli(folder, google.proxy, DEPLOY);
  expect(second.output).toContain('Deploy complete!');
  expect(createdFunctions(google)).toEqual({});
});

test('without a terminal the region has to be in .env, and retries need --force the first time', async () => {
  const google = await cloud();
  const withoutRegion = await runCli(await repositoryProject(), google.proxy, DEPLOY);
  expect(withoutRegion.code).not.toBe(0);
  expect(withoutRegion.output).toContain('no value for the following environment variables: PRESENCE_REGION\n');
  const withoutForce = await runCli(await projectWith(REGION), google.proxy, DEPLOY);
  expect(withoutForce.code).not.toBe(0);
  expect(withoutForce.output).toContain('Pass the --force option to deploy functions with a failure policy');
  expect(createdFunctions(google)).toEqual({});
});

test('the first deployment asks for the region and for retries, and nothing else', async () => {
  const folder = await repositoryProject();
  const google = await cloud();
  const { output } = await runCli(folder, google.proxy, DEPLOY, [
    ['Region of the Realtime Database', '\u001b[B\n'],
    ['Would you like to proceed with deployment?', 'y\n'],
  ]);
  expect(output).toContain('Deploy complete!');
  // A further question would have no answer, and the deployment no end.
  expect(new Set(Object.values(createdFunctions(google)).map(({ region }) => region))).toEqual(new Set([REGION]));
  expect(readFileSync(join(folder, 'functions', '.env.rehearsal'), 'utf8')).toContain(`PRESENCE_REGION=${REGION}`);
});

function triggersOf(functions: Record<string, Created>): Record<string, string> {
  return Object.fromEntries(Object.entries(functions).map(([name, { asked }]) => [name, triggerOf(asked)]));
}

function triggerOf({ eventTrigger, serviceConfig }: Record<string, unknown>): string {
  const { timeoutSeconds, availableMemory, maxInstanceCount } = Object(serviceConfig);
  const limits = `${timeoutSeconds ?? 60} s, ${availableMemory}${maxInstanceCount ? `, at most ${maxInstanceCount}` : ''}`;
  if (eventTrigger === undefined) return limits;
  const { eventType, eventFilters = [], retryPolicy, triggerRegion } = Object(eventTrigger);
  const filters = eventFilters.map(({ attribute, value }: Record<string, string>) => `${attribute}=${value}`).sort();
  return [eventType, ...filters, retryPolicy, `trigger in ${triggerRegion}`, limits].join('; ');
}

function uploadedFiles({ requests }: StandIn): string[] {
  const upload = requests.find(({ method, host }) => method === 'PUT' && host === 'storage.googleapis.com');
  return filesInZip(upload?.bytes ?? Buffer.alloc(0));
}

const withoutHash = (path: string): string => path.replace(/-[\w-]{8}\./, '-*.');

function documentedFunctions(): string[] {
  const table = /\| Function \| Runs \| Does \|\n\|[-|]+\n((?:\|.*\n)+)/.exec(read('docs/7-operations.md'))?.[1] ?? '';
  return (
    [...table.matchAll(/^\| ((?:`\w+`(?:, )?)+)/gm)]
      .flatMap(([, names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
      // Only with another PRESENCE_TARGETS.
      .filter((name) => name !== 'onPublicStatusDeleted')
      .sort()
  );
}
