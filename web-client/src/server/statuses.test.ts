import { expect, test } from 'vitest';
import type { AdminFirestore, AdminQuery } from './firestore.ts';
import { getStatuses } from './statuses.ts';

test('getStatuses() reads the users of the call, although the app changes its array meanwhile', async () => {
  const uids = ['alice', 'bob'];
  const reading = getStatuses(EMPTY, uids);
  uids.push('carol');
  expect((await reading).map(({ uid }) => uid)).toEqual(['alice', 'bob']);
});

const NONE: AdminQuery = {
  get: async () => ({ docs: [] }),
  count: () => ({ get: async () => ({ data: () => ({ count: 0 }) }) }),
};

const EMPTY: AdminFirestore = {
  collection: () => ({
    doc: (id) => ({ get: async () => ({ id, data: () => undefined }) }),
    where: () => NONE,
  }),
};
