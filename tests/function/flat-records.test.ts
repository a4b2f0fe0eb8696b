import { expect, test } from 'vitest';
import { endFlatRecords } from '../../functions/command-line/flat-records.ts';
import { newInstance } from '../kit/new-instance.ts';

test('records that clients in the style of the documentation left online are ended, and nothing else is touched', async () => {
  const { instances, holds } = await place();
  expect(await endFlatRecords({ instances, dryRun: false, batch: 2 })).toEqual(['both', 'stuck']);
  expect(await holds()).toEqual({
    both: { state: 'offline', connections: { a: { last_changed: 600 } }, last_changed: 600 },
    gone: { state: 'offline', last_changed: 500 },
    ours: { connections: { a: { last_changed: 600 } }, last_changed: 600 },
    stuck: { state: 'offline', last_changed: 500 },
  });
  expect(await endFlatRecords({ instances, dryRun: false, batch: 2 })).toEqual([]);
});

test('a dry run finds the same records and ends none', async () => {
  const { instances, holds } = await place();
  const before = await holds();
  expect(await endFlatRecords({ instances, dryRun: true, batch: 2 })).toEqual(['both', 'stuck']);
  expect(await holds()).toEqual(before);
});

async function place() {
  const instance = await newInstance('flat');
  const nodes = instance.root.child('status');
  await nodes.set({
    both: { state: 'online', connections: { a: { last_changed: 600 } }, last_changed: 600 },
    gone: { state: 'offline', last_changed: 500 },
    ours: { connections: { a: { last_changed: 600 } }, last_changed: 600 },
    stuck: { state: 'online', last_changed: 500 },
  });
  return { instances: [instance], holds: async (): Promise<unknown> => (await nodes.get()).val() };
}
