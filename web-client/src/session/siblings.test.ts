import { afterEach, expect, test, vi } from 'vitest';
import { isShared, signInOf } from './siblings.ts';

const ALICE = { uid: 'alice', refreshToken: 'one' };

afterEach(() => {
  vi.unstubAllGlobals();
});

test('tabs that share a stored user share the sign-in', () => {
  expect(isShared(authOf(ALICE), signInOf(ALICE))).toBe(true);
  expect(isShared(authOf(null), signInOf(ALICE))).toBe(false);
  expect(isShared(authOf({ uid: 'bob', refreshToken: 'one' }), signInOf(ALICE))).toBe(false);
});

test('two sign-ins of the same user are different sign-ins', () => {
  expect(isShared(authOf({ uid: 'alice', refreshToken: 'two' }), signInOf(ALICE))).toBe(false);
});

test('a message of an older version applies to every sign-in of the user', () => {
  expect(isShared(authOf(ALICE), { uid: 'alice' })).toBe(true);
});

test('a duplicated tab whose user is in its own session storage shares no sign-in', () => {
  const storage = new Map([['firebase:authUser:key:[DEFAULT]', '{}']]);
  vi.stubGlobal('sessionStorage', { getItem: (name: string) => storage.get(name) ?? null });
  expect(isShared(authOf(ALICE), signInOf(ALICE))).toBe(false);
});

test('a page that cannot read its session storage shares the sign-in', () => {
  vi.stubGlobal('sessionStorage', {
    getItem: () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  });
  expect(isShared(authOf(ALICE), signInOf(ALICE))).toBe(true);
});

test('the message about a sign-in does not reveal the refresh token', () => {
  expect(JSON.stringify(signInOf(ALICE))).not.toContain('one');
});

function authOf(currentUser: typeof ALICE | null) {
  return { config: { apiKey: 'key' }, name: '[DEFAULT]', currentUser };
}
