import { randomUUID } from 'node:crypto';
import { deleteApp, type FirebaseApp, initializeApp } from 'firebase/app';
import {
  connectDatabaseEmulator,
  type Database,
  type DataSnapshot,
  type EmulatorMockTokenOptions,
  getDatabase,
  onValue,
  type Query,
} from 'firebase/database';
import { afterEach, inject } from 'vitest';

const apps: FirebaseApp[] = [];

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => deleteApp(app)));
});

/** Where the emulator under test listens. */
export function emulatorAddress(): { readonly host: string; readonly port: number } {
  return inject('databaseEmulator');
}

/** A database that nobody else uses. The first mention of its name makes it. */
export function freshNamespace(): string {
  return `conformance-${randomUUID()}`;
}

/** One device: an app of its own has a connection of its own. Without a uid nobody is signed in. */
export function openClient(namespace: string, uid?: string): Database {
  const app = initializeApp(
    { projectId: 'demo-conformance', databaseURL: `https://${namespace}.firebaseio.com` },
    `client-${randomUUID()}`,
  );
  apps.push(app);
  const client = getDatabase(app);
  const { host, port } = emulatorAddress();
  connectDatabaseEmulator(client, host, port, uid === undefined ? {} : { mockUserToken: tokenOf(uid) });
  return client;
}

function tokenOf(uid: string): EmulatorMockTokenOptions {
  return { sub: uid, user_id: uid };
}

/** Every value that a listener is called with, as it comes. */
export function valuesOf(query: Query): unknown[] {
  const values: unknown[] = [];
  onValue(query, (snapshot: DataSnapshot) => {
    values.push(snapshot.val());
  });
  return values;
}

interface Call {
  readonly method?: string;
  readonly body?: unknown;
  /** The body as it is, where it is no JSON. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
  /** Everybody is an admin but who says otherwise. */
  readonly admin?: boolean;
}

/** A request to the REST API; `path` has its parameters but not the namespace. */
export async function call(namespace: string, path: string, { method, body, text, headers, admin = true }: Call = {}) {
  const { host, port } = emulatorAddress();
  const response = await fetch(`http://${host}:${port}${path}${path.includes('?') ? '&' : '?'}ns=${namespace}`, {
    method: method ?? 'GET',
    headers: { ...(admin ? { authorization: 'Bearer owner' } : {}), ...headers },
    ...(body === undefined && text === undefined ? {} : { body: text ?? JSON.stringify(body) }),
  });
  const answer = await response.text();
  const json: unknown = answer === '' ? undefined : JSON.parse(answer);
  return { status: response.status, json, eTag: response.headers.get('etag') };
}

export async function setRules(namespace: string, rules: object): Promise<void> {
  const { status, json } = await call(namespace, '/.settings/rules.json', { method: 'PUT', body: { rules } });
  if (status !== 200) {
    throw new Error(`the emulator refused the rules: ${JSON.stringify(json)}`);
  }
}

/** What stands at a path, seen past all rules. */
export async function stored(namespace: string, path: string): Promise<unknown> {
  return (await call(namespace, `/${path}.json`)).json;
}
