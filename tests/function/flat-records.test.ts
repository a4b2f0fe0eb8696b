import { expect, test } from 'vitest';
import { endFlatRecords } from '../../functions/command-line/flat-records.ts';
import { newInstance } from '../kit/new-instance.ts';

test('ending flat records changes only the online records of documentation-style clients', async () => {
  const { instances, readNodes } = await place();
  expect(await endFlatRecords({ instances, dryRun: false, batch: 2 })).toEqual(['both', 'stuck']);
  expect(await readNodes()).toEqual({
    both: { state: 'offline', connections: { a: { last_changed: 600 } }, last_changed: 600 },
    gone: { state: 'offline', last_changed: 500 },
    ours: { connections: { a: { last_changed: 600 } }, last_changed: 600 },
    stuck: { state: 'offline', last_changed: 500 },
  });
  expect(await endFlatRecords({ instances, dryRun: false, batch: 2 })).toEqual([]);
});

test('a dry run of ending flat records finds the same records and changes none', async () => {
  const { instances, readNodes } = await place();
  const before = await readNodes();
  expect(await endFlatRecords({ instances, dryRun: true, batch: 2 })).toEqual(['both', 'stuck']);
  expect(await readNodes()).toEqual(before);
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
  return { instances: [instance], readNodes: async (): Promise<unknown> => (await nodes.get()).val() };
}
