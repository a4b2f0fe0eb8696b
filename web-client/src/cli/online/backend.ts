/*
 * Reads the project in the cloud, or the emulators, by REST: with Firebase's SDKs, this package would depend on firebase-admin.
 */

/** How to reach a project. */
export interface Backend {
  projectId: string;
  /** The address of the Realtime Database. */
  databaseUrl: string;
  firestoreDatabase: string;
  /** Of the person or program that runs the command. */
  token: string;
  emulators: EmulatorHosts;
}

/** The addresses of the emulators, such as 127.0.0.1:9000; undefined for a product in the cloud. */
export interface EmulatorHosts {
  auth?: string | undefined;
  database?: string | undefined;
  firestore?: string | undefined;
}

export function emulatorHosts(variables: NodeJS.ProcessEnv): EmulatorHosts {
  return {
    auth: variables.FIREBASE_AUTH_EMULATOR_HOST || undefined,
    database: variables.FIREBASE_DATABASE_EMULATOR_HOST || undefined,
    firestore: variables.FIRESTORE_EMULATOR_HOST || undefined,
  };
}

/** The token that all emulators accept as that of an administrator. */
export const EMULATOR_TOKEN = 'owner';

/** The answer of a database, with its own time. */
export interface Answer {
  value: unknown;
  /** Milliseconds since the epoch, by the database's clock. */
  at: number;
}

/** Reads a node of the Realtime Database. */
export async function readNode(backend: Backend, path: string, query: Record<string, string> = {}): Promise<Answer> {
  const address = nodeAddress(backend, path);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const response = await ask(backend, address);
  const { value, at } = await answerOf(response, `/${path} of the Realtime Database`);
  return { value, at };
}

/** The Realtime Database rules that are deployed, as text. */
export async function readDatabaseRules(backend: Backend): Promise<string> {
  const response = await ask(backend, nodeAddress(backend, '.settings/rules'));
  await failIfRefused(response, 'the rules of the Realtime Database');
  return response.text();
}

/** Reads a document of Firestore; null if there is none. */
export async function readDocument(backend: Backend, path: string): Promise<Record<string, unknown> | null> {
  const { projectId, firestoreDatabase, emulators } = backend;
  const origin = emulators.firestore ? `http://${emulators.firestore}` : 'https://firestore.googleapis.com';
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const address = new URL(`${origin}/v1/projects/${projectId}/databases/${firestoreDatabase}/documents/${encoded}`);
  const response = await ask(backend, address);
  if (response.status === 404) return null;
  const { value } = await answerOf(response, `the Firestore document ${path}`);
  return isObject(value) ? value : null;
}

/** True if there is an account of that uid. */
export async function hasAccount(backend: Backend, uid: string): Promise<boolean> {
  const { projectId, emulators } = backend;
  const host = 'identitytoolkit.googleapis.com';
  const origin = emulators.auth ? `http://${emulators.auth}/${host}` : `https://${host}`;
  const body = JSON.stringify({ localId: [uid] });
  const response = await ask(backend, new URL(`${origin}/v1/projects/${projectId}/accounts:lookup`), body);
  const { value } = await answerOf(response, 'the account');
  return isObject(value) && Array.isArray(value.users) && value.users.length > 0;
}

/** Asks an API of Google Cloud, which no emulator has. */
export async function askGoogle(backend: Backend, address: string, body?: unknown): Promise<unknown> {
  const response = await ask(backend, new URL(address), body === undefined ? undefined : JSON.stringify(body));
  return (await answerOf(response, new URL(address).hostname)).value;
}

function nodeAddress({ databaseUrl, emulators }: Backend, path: string): URL {
  const { origin, hostname, searchParams } = new URL(databaseUrl);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const address = new URL(`${emulators.database ? `http://${emulators.database}` : origin}/${encoded}.json`);
  const namespace = searchParams.get('ns') ?? hostname.split('.')[0] ?? '';
  if (emulators.database) address.searchParams.set('ns', namespace);
  return address;
}

async function ask({ token, projectId }: Backend, address: URL, body?: string): Promise<Response> {
  const headers = { Authorization: `Bearer ${token}`, 'x-goog-user-project': projectId };
  const request = body === undefined ? { headers } : { method: 'POST', body, headers: { ...headers, ...JSON_TYPE } };
  try {
    return await fetch(address, request);
  } catch (error) {
    throw new Unreachable(`${address.origin} does not answer (${causeOf(error)}).`);
  }
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A server does not answer, or refuses. */
export class Unreachable extends Error {}

async function answerOf(response: Response, what: string): Promise<Answer> {
  await failIfRefused(response, what);
  const date = Date.parse(response.headers.get('date') ?? '');
  return { value: await response.json(), at: Number.isNaN(date) ? Date.now() : date };
}

async function failIfRefused(response: Response, what: string): Promise<void> {
  if (response.ok) return;
  const text = (await response.text()).replaceAll(/\s+/g, ' ').slice(0, 200);
  throw new Unreachable(`Cannot read ${what}: ${response.status} ${text}`);
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
