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

/** The address of the emulator under test. */
export function emulatorAddress(): { readonly host: string; readonly port: number } {
  return inject('databaseEmulator');
}

/** A database of this test alone. The first request that names it creates it. */
export function freshNamespace(): string {
  return `conformance-${randomUUID()}`;
}

/** One device, with an app and a connection of its own. Without a uid no user is signed in. */
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

/** Collects every value that a listener gets. */
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
  /** The body as text, if it is no JSON. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
  /** Default: the request has admin rights. */
  readonly admin?: boolean;
}

/** Sends a request to the REST API. `path` has its parameters, but not the namespace. */
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
    throw new Error(`The emulator rejected the rules: ${JSON.stringify(json)}`);
  }
}

/** Reads the value at a path without rules. */
export async function stored(namespace: string, path: string): Promise<unknown> {
  return (await call(namespace, `/${path}.json`)).json;
}
