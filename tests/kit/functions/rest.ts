import { restOf } from '../../../functions/src/rest.ts';

/** With a credential that gives tokens, as in Google's cloud. The emulators accept any token. */
export const rest = restOf({
  options: { credential: { getAccessToken: async () => ({ access_token: 'owner', expires_in: 3600 }) } },
});
