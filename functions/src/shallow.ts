import type { App } from 'firebase-admin/app';
import { childrenOf, type Instance } from './databases.ts';
import { type RestRequest, sendRequest } from './rest.ts';

/** Reads the keys below a path, without their values. */
export type ShallowKeys = (instance: Instance, path: string) => Promise<string[]>;

/** The keys of a large room take some seconds. */
const TIMEOUT_MS = 60_000;

/** Reads by REST, because the Admin SDK downloads the values too. Falls back to the Admin SDK if the credential provides no token. */
export function shallowKeysOf(app: Pick<App, 'options'>, timeoutMs: number = TIMEOUT_MS): ShallowKeys {
  return async (instance, path) => {
    // Requests a token for each read: a worker that failed once must not download whole rooms from then on. The credential caches its
    // token.
    const token = await tokenOf(app);
    return token === null ? keysByDownload(instance, path) : keysByRest(instance, path, token, timeoutMs);
  };
}

async function tokenOf(app: Pick<App, 'options'>): Promise<string | null> {
  try {
    return (await app.options.credential?.getAccessToken())?.access_token ?? null;
  } catch {
    return null;
  }
}

async function keysByRest(instance: Instance, path: string, token: string, timeoutMs: number): Promise<string[]> {
  const request: RestRequest = { method: 'GET', parameters: { shallow: 'true' } };
  const response = await sendRequest(instance, path, request, token, timeoutMs);
  if (!response.ok)
    throw new Error(
      `Cannot read the keys of /${path}: ${response.status} ${await response.text()}. Check that the service account may read the Realtime Database.`,
    );
  const keys: unknown = await response.json();
  return typeof keys === 'object' && keys !== null ? Object.keys(keys) : [];
}

async function keysByDownload({ root }: Instance, path: string): Promise<string[]> {
  return childrenOf(await root.child(path).get()).map(([key]) => key);
}
