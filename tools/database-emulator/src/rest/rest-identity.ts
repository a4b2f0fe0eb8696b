import { ADMIN, ANONYMOUS, type Identity, loginWithToken } from '../clients/auth.ts';
import { InvalidRequestError } from '../invalid-request.ts';
import { isObject, parseJson } from '../json.ts';
import type { HttpRequest } from './http-answer.ts';

/**
 * Any Authorization header gives the identity of an admin, as in the official emulator. `auth` contains a user's ID token. Undefined if
 * the token cannot be read.
 */
export function identityOf({ headers, params }: HttpRequest): Identity | undefined {
  const identity = credentialOf(headers.authorization, params);
  const override = params.get('auth_variable_override');
  return identity === undefined || override === null ? identity : overridden(identity, override);
}

function credentialOf(authorization: string | string[] | undefined, params: URLSearchParams): Identity | undefined {
  if (authorization !== undefined || params.has('access_token')) {
    return ADMIN;
  }
  const token = params.get('auth');
  return token === null ? ANONYMOUS : loginWithToken(token)?.identity;
}

/** An admin can act as a user, or with `null` without a user. The Admin SDKs for Python and Go send this. */
function overridden(identity: Identity, override: string): Identity {
  if (identity.kind !== 'admin') {
    throw new InvalidRequestError('auth_variable_override needs the credential of an admin');
  }
  const auth = parseJson(override);
  if (auth === null) {
    return ANONYMOUS;
  }
  if (!isObject(auth)) {
    throw new InvalidRequestError('auth_variable_override must be a JSON object or null');
  }
  return { kind: 'user', auth };
}
