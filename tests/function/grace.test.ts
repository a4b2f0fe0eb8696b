import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { KnownVersions } from '../../functions/src/known-versions.ts';
import { mirror, type Outcome } from '../../functions/src/mirror.ts';
import { admin } from '../suite.ts';

/*
 * Rule 9. The grace period is replaced by what happens in it.
 */

vi.mock('node:timers/promises', () => ({ setTimeout: vi.fn(async () => undefined) }));

const online = { connections: { a: { last_changed: 1000 } }, last_changed: 1000 };
const lost = { last_changed: 2000 };
const departed = { last_changed: 2000, left_at: 2000 };
const lostAgain = { last_changed: 2500 };
const backAgain = { connections: { c: { last_changed: 2600 } }, last_changed: 2600 };
const back = { connections: { b: { last_changed: 3000 } }, last_changed: 3000 };

afterEach(() => {
  vi.mocked(wait).mockReset();
});

test('a connection that returns within the grace period was never lost for a watcher', async () => {
  const user = await somebodyOnline();
  user.inTheGracePeriod(() => user.nodeBecomes(back));
  expect(await user.changes(online, lost)).toBe('stale');
  expect(await user.state()).toBe('online');
});

test('a connection that does not return is lost after one grace period', async () => {
  const user = await somebodyOnline();
  expect(await user.changes(online, lost)).toBe('written');
  expect(await user.state()).toBe('offline');
  expect(vi.mocked(wait)).toHaveBeenCalledExactlyOnceWith(4000);
});

test('a connection that returns in the grace period and is lost again gets a grace period of its own', async () => {
  const user = await somebodyOnline();
  const periods: (() => void)[] = [() => user.nodeBecomes(lostAgain), () => user.nodeBecomes(backAgain)];
  user.inTheGracePeriod(() => periods.shift()?.());
  expect(await user.changes(online, lost)).toBe('stale');
  expect(await user.state()).toBe('online');
  expect(periods).toEqual([]);
});

test.each([
  ['a person who chose to go', departed],
  ['a user whose node was removed', null],
])('%s is offline without a grace period', async (_, after) => {
  const user = await somebodyOnline();
  expect(await user.changes(online, after)).toBe('written');
  expect(await user.state()).toBe('offline');
  expect(vi.mocked(wait)).not.toHaveBeenCalled();
});

async function somebodyOnline() {
  const { firestore } = admin();
  const uid = randomUUID();
  let node: object | null = online;
  const changes = (before: object | null, after: object | null): Promise<Outcome> => {
    node = after;
    const read = async () => ({ status: node, settings: null });
    const change = { uid, node: 'status', before, after, time: 2000, read } as const;
    return mirror(change, { firestore, collection: 'grace', graceMs: 4000, known: new KnownVersions() });
  };
  expect(await changes(null, online)).toBe('written');
  return {
    changes,
    nodeBecomes: (value: object) => {
      node = value;
    },
    inTheGracePeriod: (happens: () => void) => vi.mocked(wait).mockImplementation(async () => happens()),
    state: async () => (await firestore.collection('grace').doc(uid).get()).get('state'),
  };
}
