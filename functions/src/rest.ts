import type { App } from 'firebase-admin/app';
import { type Instance, instanceName } from './databases.ts';

/** A request to the REST API of the Realtime Database. */
export interface RestRequest {
  method: 'GET' | 'PUT';
  headers?: Record<string, string>;
  /** What the query contains, such as `print: 'silent'`. */
  parameters?: Record<string, string>;
  body?: unknown;
}

/** Sends a request for one path with the rights of the functions. Rejects if the database does not answer. */
export type Rest = (instance: Instance, path: string, request: RestRequest) => Promise<Response>;

/** A database that answers takes some milliseconds. */
const TIMEOUT_MS = 10_000;

export function restOf(app: Pick<App, 'options'>): Rest {
  return async (instance, path, request) => sendRequest(instance, path, request, await tokenOf(app), TIMEOUT_MS);
}

/** @param timeoutMs without a limit, a lost connection would hold the function until its own timeout */
export function sendRequest(
  { root, url }: Instance,
  path: string,
  { method, headers, parameters, body }: RestRequest,
  token: string,
  timeoutMs: number,
): Promise<Response> {
  const address = new URL(`${root.child(path).toString()}.json`);
  address.search = new URLSearchParams({ ...parameters, ns: instanceName(url) }).toString();
  return fetch(address, {
    method,
    headers: { ...headers, Authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(timeoutMs),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function tokenOf({ options: { credential } }: Pick<App, 'options'>): Promise<string> {
  // What the Admin SDK sends to an emulator, which needs no credentials.
  if (process.env.FIREBASE_DATABASE_EMULATOR_HOST) return 'owner';
  if (!credential) throw new Error('The Firebase Admin app has no credential. Initialize it without options.');
  return (await credential.getAccessToken()).access_token;
}
