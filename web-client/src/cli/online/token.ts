import { isObject } from '../text/json.ts';
import { loadAdmin } from './load-admin.ts';

/** Where a token can come from, for the help of the commands. */
export const TOKEN_SOURCES =
  'Set GOOGLE_OAUTH_ACCESS_TOKEN (gcloud auth print-access-token), or GOOGLE_APPLICATION_CREDENTIALS where firebase-admin is installed.';

/** The part of firebase-admin/app that this needs. */
interface AdminApp {
  applicationDefault(): { getAccessToken(): Promise<unknown> };
}

/** An access token of Google for the databases; null if there are no credentials. */
export async function accessToken(): Promise<string | null> {
  const { GOOGLE_OAUTH_ACCESS_TOKEN: given, GOOGLE_APPLICATION_CREDENTIALS: credentials } = process.env;
  if (given) return given;
  if (!credentials) return null;
  const { applicationDefault } = await loadAdmin<AdminApp>('firebase-admin/app');
  const token = await applicationDefault().getAccessToken();
  return isObject(token) && typeof token.access_token === 'string' ? token.access_token : null;
}
