import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { endFlatRecords } from '../../functions/command-line/flat-records.ts';
import { admin } from '../suite.ts';

test('records that clients in the style of the documentation left online are ended, and nothing else is touched', async () => {
  const { database, holds } = await instance();
  expect(await endFlatRecords({ databases: [database], dryRun: false, batch: 2 })).toEqual(['both', 'stuck']);
  expect(await holds()).toEqual({
    both: { state: 'offline', connections: { a: { last_changed: 600 } }, last_changed: 600 },
    gone: { state: 'offline', last_changed: 500 },
    ours: { connections: { a: { last_changed: 600 } }, last_changed: 600 },
    stuck: { state: 'offline', last_changed: 500 },
  });
  expect(await endFlatRecords({ databases: [database], dryRun: false, batch: 2 })).toEqual([]);
});

test('a dry run finds the same records and ends none', async () => {
  const { database, holds } = await instance();
  const before = await holds();
  expect(await endFlatRecords({ databases: [database], dryRun: true, batch: 2 })).toEqual(['both', 'stuck']);
  expect(await holds()).toEqual(before);
});

async function instance() {
  const { database } = admin(`https://flat-${randomUUID().slice(0, 8)}.firebaseio.com`);
  const nodes = database.ref('status');
  await nodes.set({
    both: { state: 'online', connections: { a: { last_changed: 600 } }, last_changed: 600 },
    gone: { state: 'offline', last_changed: 500 },
    ours: { connections: { a: { last_changed: 600 } }, last_changed: 600 },
    stuck: { state: 'online', last_changed: 500 },
  });
  return { database, holds: async (): Promise<unknown> => (await nodes.get()).val() };
}
