import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from './cli.ts';
import { newCloud } from './google.ts';
import { runInSuite } from './kit-in-suite.ts';
import { kitProject } from './project.ts';
import { bodies, createdFunctions, queues } from './record.ts';
import { type StandIn, startStandIn } from './stand-in.ts';
import { configFolder, installTwoInstances } from './two-instances.ts';

test('the CLI installs two instances of the kit and deploys each to its region, and the suite runs them side by side', async () => {
  const folder = await kitProject();
  const google = await startStandIn(newCloud().answers);
  onTestFinished(() => google.close());

  await installTwoInstances(folder, google);
  expect(parametersOf(folder, 'presence-eu')).toContain('PRESENCE_REGION=europe-west1');

  const deployed = await runCli(folder, google.proxy, ['deploy', '--only', 'functions', '--force']);
  expect(deployed.output).toContain('Deploy complete!');
  expect(regionsOf(google, 'kit-presence-us-')).toEqual(new Set(['us-central1']));
  expect(regionsOf(google, 'kit-presence-eu-')).toEqual(new Set(['europe-west1']));
  expect(Object.keys(createdFunctions(google))).toHaveLength(20);
  expect(
    queues(google)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    'kit-presence-eu-presenceTick',
    'kit-presence-eu-repairOnce',
    'kit-presence-us-presenceTick',
    'kit-presence-us-repairOnce',
  ]);
  expect(tasks(google).sort()).toEqual([
    '/v2/projects/rehearsal/locations/europe-west1/queues/kit-presence-eu-repairOnce/tasks {"data":{}}',
    '/v2/projects/rehearsal/locations/us-central1/queues/kit-presence-us-repairOnce/tasks {"data":{}}',
  ]);
  expect(rolesOf(google)).toEqual([
    'cloudtasks.enqueuer',
    'datastore.user',
    'eventarc.eventReceiver',
    'firebaseauth.viewer',
    'firebasedatabase.admin',
    'iam.serviceAccountUser',
    'run.invoker',
  ]);

  expect(await runInSuite(folder)).toEqual(['status_us: alice online', 'status_eu: bob online']);
});

function parametersOf(folder: string, instance: string): string {
  return readFileSync(join(configFolder(folder, instance), '.env.rehearsal'), 'utf8');
}

function regionsOf(google: StandIn, prefix: string): Set<string> {
  const functions = Object.entries(createdFunctions(google)).filter(([name]) => name.startsWith(prefix));
  return new Set(functions.map(([, { region }]) => region));
}

/** The tasks that the CLI enqueued after the deployment. */
function tasks({ requests }: StandIn): string[] {
  return requests
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/tasks'))
    .map(({ path, body }) => `${path} ${Buffer.from(Object(body).task.httpRequest.body, 'base64')}`);
}

/** The roles of the service accounts that the CLI made for the kit. */
function rolesOf({ requests }: StandIn): string[] {
  const policies = bodies(requests, 'cloudresourcemanager.googleapis.com', 'POST').map(({ policy }) => Object(policy));
  const bindings: { role: string; members: string[] }[] = policies.flatMap(({ bindings: some }) => some ?? []);
  const own = bindings.filter(({ members }) => members.some((member) => member.includes('firebase-fn-')));
  return [...new Set(own.map(({ role }) => role.replace('roles/', '')))].sort();
}
