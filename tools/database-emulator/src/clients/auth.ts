import { isObject, type JsonObject, ownProperty } from '../json.ts';

/** The author of a request. An admin bypasses the rules. The rules see a user as `auth`. */
export type Identity =
  | { readonly kind: 'admin' }
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user'; readonly auth: JsonObject };

export const ADMIN: Identity = { kind: 'admin' };
export const ANONYMOUS: Identity = { kind: 'anonymous' };

export interface Login {
  readonly identity: Identity;
  /** Seconds since 1970, if the token has an expiry. */
  readonly expires: number | undefined;
}

/**
 * Reads an ID token as the official emulator does: any algorithm, no signature, no expiry. (The tokens of
 * rules-unit-testing expired in 1970.) The Admin SDK and the test tools send `owner`.
 */
export function loginWithToken(token: string): Login | undefined {
  if (token === 'owner') {
    return { identity: ADMIN, expires: undefined };
  }
  const claims = claimsOf(token);
  const uid = claims && (ownProperty(claims, 'user_id') ?? ownProperty(claims, 'sub'));
  if (claims === undefined || typeof uid !== 'string' || uid === '') {
    return undefined;
  }
  const firebase = ownProperty(claims, 'firebase');
  const provider = isObject(firebase) ? ownProperty(firebase, 'sign_in_provider') : undefined;
  return {
    identity: { kind: 'user', auth: { uid, provider: provider ?? null, token: claims } },
    expires: expiryOf(claims),
  };
}

/** The variable `auth` in rules. */
export function authVariable(identity: Identity): JsonObject | null {
  return identity.kind === 'user' ? identity.auth : null;
}

export function uidOf(identity: Identity): string | undefined {
  const uid = identity.kind === 'user' ? ownProperty(identity.auth, 'uid') : undefined;
  return typeof uid === 'string' ? uid : undefined;
}

function claimsOf(token: string): JsonObject | undefined {
  const [header, payload, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || rest.length !== 1 || decode(header) === undefined) {
    return undefined;
  }
  return decode(payload);
}

function decode(part: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function expiryOf(claims: JsonObject): number | undefined {
  const expires = ownProperty(claims, 'exp');
  return typeof expires === 'number' && ownProperty(claims, 'iat') !== 0 ? expires : undefined;
}
