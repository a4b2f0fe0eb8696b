import { LEASE_SLOTS, leasePath } from '@firebase-presence/contract';
import type { Query } from 'firebase-admin/database';
import { expect, test, vi } from 'vitest';
import { leasesOf } from '../../functions/src/databases.ts';
import { newInstance } from '../kit/new-instance.ts';

const idOf = (name: string): string => name.padEnd(20, '-');

test('the functions read at most 33 leases of a user, although other users have leases between them', async () => {
  const { root } = await newInstance('leases');
  const others = Array.from({ length: 100 }, (_, index) => leasePath(`alice:0${index}`, '00'));
  const own = ['00', '1f'].map((slot) => leasePath('alice', slot));
  const leases = [...own, ...others].map((path) => [path, { id: idOf('tab'), at: 1 }]);
  await root.update(Object.fromEntries(leases));
  const queries: Query = Object.getPrototypeOf(root.orderByKey());
  const get = vi.spyOn(queries, 'get');
  expect((await leasesOf(root, 'alice')).map(({ slot }) => slot)).toEqual(['00', '1f']);
  const answers = await Promise.all(get.mock.results.map(({ value }) => value));
  get.mockRestore();
  expect(Math.max(...answers.map((answer) => answer.numChildren()))).toBeLessThanOrEqual(LEASE_SLOTS.length + 1);
});
