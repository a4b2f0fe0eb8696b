import { expect, test } from 'vitest';
import { claim, requireClaim } from '../../functions/src/claim.ts';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';

const MINUTE = 60_000;

function instance() {
  return suite.admin(`https://${unique('claim')}.firebaseio.com`).database.ref();
}

test('a deployment claims a database and renews its claim', async () => {
  const root = instance();
  await claim(root, 'presence-eu', 0);
  await claim(root, 'presence-eu', 10 * MINUTE);
  await expect(requireClaim(root, 'presence-eu', 11 * MINUTE)).resolves.toBeUndefined();
  expect((await root.child('presence/marks/claim').get()).val()).toEqual({ by: 'presence-eu', at: 10 * MINUTE });
});

test('a second deployment refuses to work where another one works', async () => {
  const root = instance();
  await claim(root, 'presence-eu', 0);
  const refusal = /'presence-eu' works there, and 'presence-us' refuses to/;
  await expect(claim(root, 'presence-us', MINUTE)).rejects.toThrow(refusal);
  await expect(requireClaim(root, 'presence-us', MINUTE)).rejects.toThrow(refusal);
  await expect(requireClaim(root, 'presence-eu', MINUTE)).resolves.toBeUndefined();
});

test('a database that no deployment has claimed lets each tick run', async () => {
  await expect(requireClaim(instance(), 'presence-eu', 0)).resolves.toBeUndefined();
});

test('another deployment takes over when the first one is gone', async () => {
  const root = instance();
  await claim(root, 'presence-eu', 0);
  await claim(root, 'presence-us', 6 * MINUTE);
  await expect(requireClaim(root, 'presence-eu', 6 * MINUTE)).rejects.toThrow("'presence-us' works there");
});
