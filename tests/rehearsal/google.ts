import type { Answer, Answers, CloudRequest } from './stand-in.ts';

const PROJECT = {
  projectId: 'rehearsal',
  projectNumber: '1',
  displayName: 'Rehearsal',
  lifecycleState: 'ACTIVE',
  state: 'ACTIVE',
  resources: { realtimeDatabaseInstance: 'rehearsal-default-rtdb', hostingSite: 'rehearsal' },
};
const DATABASE = {
  name: 'projects/1/locations/us-central1/instances/rehearsal-default-rtdb',
  project: 'projects/1',
  databaseUrl: 'https://rehearsal-default-rtdb.firebaseio.com',
  type: 'DEFAULT_DATABASE',
  state: 'ACTIVE',
};

/** What exists in the project between two deployments. */
export interface Cloud {
  readonly answers: Answers;
}

/** A new project with the Blaze plan, a Realtime Database and a Firestore database, and nothing else. */
export function newCloud(): Cloud {
  const functions = new Map<string, Record<string, unknown>>();
  const kept = new Map<string, unknown>();
  return { answers: (request) => answer(request, functions, kept) };
}

function answer(
  request: CloudRequest,
  functions: Map<string, Record<string, unknown>>,
  kept: Map<string, unknown>,
): Answer {
  const { method, host, path } = request;
  const place = `${host}${path.split('?')[0]}`;
  const fixed = FIXED.find(([pattern]) => pattern.test(`${method} ${place}`));
  if (fixed) return fixed[1](request);
  if (place.startsWith('cloudfunctions.googleapis.com/v2/operations/')) return finished(place, functions);
  if (/cloudfunctions\.googleapis\.com\/v2\/.*\/functions/.test(place)) return functionsApi(request, functions);
  // A thing that was created or replaced is there afterwards.
  const name = `${host}${path.split('?')[0]}`;
  if (/^(cloudscheduler|cloudtasks)/.test(host)) return keptApi(request, name, kept);
  return { body: { name: 'operations/done', done: true, response: {} } };
}

function functionsApi({ method, path, body }: CloudRequest, functions: Map<string, Record<string, unknown>>): Answer {
  const url = new URL(path, 'http://cloud');
  if (url.pathname.endsWith(':generateUploadUrl')) {
    return {
      body: {
        uploadUrl: 'http://storage.googleapis.com/upload?GoogleAccessId=a',
        storageSource: { bucket: 'b', object: 'o' },
      },
    };
  }
  if (method === 'GET' && url.pathname.endsWith('/functions')) return { body: { functions: [...functions.values()] } };
  const id = url.searchParams.get('functionId') ?? '';
  const name = method === 'POST' ? `${url.pathname.slice('/v2/'.length)}/${id}` : url.pathname.slice('/v2/'.length);
  if (method === 'DELETE') functions.delete(name);
  else if (method === 'GET') return { body: functions.get(name) ?? {} };
  else functions.set(name, deployed(name, Object(body)));
  return { body: { name: `operations/${encodeURIComponent(name)}`, done: true, response: functions.get(name) ?? {} } };
}

/** Each operation is named after its function, and done at once. */
function finished(place: string, functions: Map<string, Record<string, unknown>>): Answer {
  const operation = place.slice('cloudfunctions.googleapis.com/v2/'.length);
  const response = functions.get(decodeURIComponent(operation.slice('operations/'.length))) ?? {};
  return { body: { name: operation, done: true, response } };
}

function deployed(name: string, asked: Record<string, unknown>): Record<string, unknown> {
  const id = name.split('/').at(-1) ?? '';
  const region = name.split('/').at(3);
  const service = `projects/rehearsal/locations/${region}/services/${id.toLowerCase()}`;
  const uri = `https://${id.toLowerCase()}-1.a.run.app`;
  return { ...asked, name, state: 'ACTIVE', url: uri, serviceConfig: { ...Object(asked.serviceConfig), service, uri } };
}

function keptApi({ method, body }: CloudRequest, name: string, kept: Map<string, unknown>): Answer {
  if (name.endsWith(':getIamPolicy') || name.endsWith(':setIamPolicy')) return { body: { bindings: [], etag: 'a' } };
  if (method === 'GET') return kept.has(name) ? { body: kept.get(name) } : NOT_FOUND;
  if (method === 'PATCH' || method === 'POST') {
    const own: unknown = Object(body).name;
    kept.set(
      method === 'POST' && typeof own === 'string' ? `${name.replace(/\/projects\/.*/, '')}/${own}` : name,
      body,
    );
  }
  return { body: Object(body) };
}

const NOT_FOUND: Answer = { status: 404, body: { error: { code: 404, message: 'not found', status: 'NOT_FOUND' } } };
const ok = (body: unknown) => (): Answer => ({ body });

const FIXED: [RegExp, (request: CloudRequest) => Answer][] = [
  [/oauth2\/v3\/token$/, ok({ access_token: 'rehearsal', expires_in: 3600, scope: 'email', token_type: 'Bearer' })],
  [/testIamPermissions$/, ({ body }) => ({ body: { permissions: Object(body).permissions ?? [] } })],
  [/^GET (firebase|cloudresourcemanager)\.googleapis\.com\/v1(beta1)?\/projects\/rehearsal$/, ok(PROJECT)],
  [
    /adminSdkConfig$/,
    ok({
      projectId: 'rehearsal',
      databaseURL: DATABASE.databaseUrl,
      storageBucket: 'rehearsal.appspot.com',
      locationId: 'us-central',
    }),
  ],
  [/firebasedatabase\.googleapis\.com.*\/instances$/, ok({ instances: [DATABASE] })],
  [/firebasedatabase\.googleapis\.com.*\/instances\//, ok(DATABASE)],
  [
    /serviceusage\.googleapis\.com.*:generateServiceIdentity$/,
    ok({ done: true, name: 'operations/done', response: {} }),
  ],
  [/serviceusage\.googleapis\.com/, ok({ state: 'ENABLED' })],
  [/runtimeconfig/, ok({ configs: [], variables: [] })],
  [/cloudbilling.*billingInfo$/, ok({ billingEnabled: true, billingAccountName: 'billingAccounts/1' })],
  [
    /^GET firestore\.googleapis\.com.*\/databases\/\(default\)$/,
    ok({
      name: 'projects/rehearsal/databases/(default)',
      type: 'FIRESTORE_NATIVE',
      locationId: 'nam5',
      databaseEdition: 'STANDARD',
    }),
  ],
  [/^GET firestore\.googleapis\.com.*\/indexes$/, ok({ indexes: [] })],
  [/^GET firestore\.googleapis\.com.*\/fields$/, ok({ fields: [] })],
  [/firebaserules.*:test$/, ok({ issues: [] })],
  [/^POST firebaserules.*\/rulesets$/, ok({ name: 'projects/rehearsal/rulesets/1' })],
  [/^PATCH firebaserules.*\/releases\//, () => NOT_FOUND],
  [/^GET firebaserules.*\/releases/, ok({ releases: [] })],
  [
    /cloudfunctions\.googleapis\.com\/v1\/.*:generateUploadUrl$/,
    ok({ uploadUrl: 'http://storage.googleapis.com/upload?GoogleAccessId=a' }),
  ],
  [/^GET cloudfunctions\.googleapis\.com\/v1\/projects\/.*\/functions$/, ok({ functions: [] })],
  [/firebaseextensions.*\/instances$/, ok({ instances: [] })],
  [/compute\.googleapis\.com/, ok({ defaultServiceAccount: '1-compute@developer.gserviceaccount.com' })],
  [/:(get|set)IamPolicy$/, ok({ bindings: [], etag: 'a' })],
  [
    /^POST iam\.googleapis\.com.*\/serviceAccounts$/,
    ({ body }) => ({ body: { email: `${Object(body).accountId}@rehearsal.iam.gserviceaccount.com` } }),
  ],
  [/^GET iam\.googleapis\.com.*\/serviceAccounts\//, () => NOT_FOUND],
  [/^PUT storage\.googleapis\.com/, ok({})],
  [
    /artifactregistry.*\/repositories\//,
    ok({ name: 'gcf-artifacts', cleanupPolicies: {}, labels: { 'firebase-functions-cleanup-opted-out': 'true' } }),
  ],
  [/\.settings\/rules\.json$/, ok({ status: 'ok' })],
];
