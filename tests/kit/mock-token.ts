/** Creates an ID token that the emulators accept. It is not signed, like those of rules-unit-testing. */
export function mockToken(uid: string): string {
  const claims = { sub: uid, user_id: uid, iat: 0, exp: 3600, auth_time: 0 };
  const parts = [{ alg: 'none', type: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return [...parts, ''].join('.');
}
