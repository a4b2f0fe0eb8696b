import { loadAdmin } from './load-admin.ts';

/** Where a token can come from, for the help of the commands. */
export const TOKEN_SOURCES =
  'Set GOOGLE_OAUTH_ACCESS_TOKEN (gcloud auth print-access-token), or GOOGLE_APPLICATION_CREDENTIALS where firebase-admin is installed.';

/** An access token of Google for the databases; null if there are no credentials. */
export async function accessToken(folders: readonly string[]): Promise<string | null> {
  const { GOOGLE_OAUTH_ACCESS_TOKEN: given, GOOGLE_APPLICATION_CREDENTIALS: credentials } = process.env;
  if (given) return given;
  if (!credentials) return null;
  const { applicationDefault } = await loadAdmin<typeof import('firebase-admin/app')>('firebase-admin/app', folders);
  return (await applicationDefault().getAccessToken()).access_token;
}
