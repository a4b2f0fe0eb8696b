import type { Targets } from '@firebase-presence/contract';
import { describe, expect, test } from 'vitest';
import { marksOf } from '../../functions/src/due.ts';
import { stage } from '../kit/functions/index.ts';

/*
 * Rules 9a to 9d: a loss has a grace period. A mark and a tick wait for its end, and no function sleeps. The tests move the clock.
 * They run with each target.
 */

const GRACE_MS = 4000;
/** A handler or tick that relies on an existing mark moves it by a millisecond, once for each target. */
const MOVES_MS = 2;
const UID = 'alice';
const connected = (id: string, at: number) => ({
  connections: { [id]: { last_changed: at, slot: '00' } },
  last_changed: at,
});
const online = connected('a', 1000);

describe.each<Targets>(['firestore', 'both', 'database'])('the functions write to %s:', (targets) => {
  async function aliceOnline(options?: { intervalMs: number; graceMs?: number }) {
    const place = await stage('grace', { graceMs: GRACE_MS, targets, ...options });
    expect(await place.change(UID, online, 1000)).toBe('written');
    const state = async () => (await place.fieldsOf(UID))?.state;
    return { ...place, state, mark: () => marksOf(place.instance.root).read(UID) };
  }

  test('the handler of a loss writes a mark, enqueues a tick, and ends at once', async () => {
    const alice = await aliceOnline();
    expect(await alice.change(UID, { last_changed: 2000 }, 2000)).toBe('waiting');
    expect(await alice.state()).toBe('online');
    expect(await alice.mark()).toEqual({ at: 6000, graceUntil: 6000, lostAt: 2000, extended: false });
    expect(alice.asked).toEqual([6000]);
  });

  test('a lost user who does not connect again is offline after one grace period', async () => {
    const alice = await aliceOnline();
    await alice.change(UID, { last_changed: 2000 }, 2000);
    await alice.runTick(5999);
    expect(await alice.state()).toBe('online');
    await alice.runTick(6000);
    expect(await alice.state()).toBe('offline');
    expect(await alice.mark()).toBeNull();
  });

  test('watchers never see a loss if the user connects again within the grace period', async () => {
    const alice = await aliceOnline();
    await alice.change(UID, { last_changed: 2000 }, 2000);
    expect(await alice.change(UID, connected('b', 3000), 3000)).toBe('unchanged');
    await alice.runTick(6000);
    expect(await alice.state()).toBe('online');
    expect(await alice.mark()).toBeNull();
  });

  test('a second loss within the grace period gets a grace period of its own', async () => {
    const alice = await aliceOnline();
    await alice.change(UID, { last_changed: 2000 }, 2000);
    await alice.change(UID, connected('b', 3000), 3000);
    await alice.change(UID, { last_changed: 5500 }, 5500);
    await alice.runTick(6000);
    expect(await alice.state()).toBe('online');
    await alice.runTick(9500);
    expect(await alice.state()).toBe('offline');
  });

  test('a second loss whose event is late gets a grace period of its own', async () => {
    const alice = await aliceOnline();
    await alice.change(UID, { last_changed: 2000 }, 2000);
    await alice.change(UID, connected('b', 3000), 3000);
    await alice.writeNode(UID, { last_changed: 5500 });
    await alice.runTick(6000);
    expect(await alice.state()).toBe('online');
    await alice.runTick(10_000 + MOVES_MS);
    expect(await alice.state()).toBe('offline');
  });

  test('a client that stamps its node after a loss is offline after two grace periods', async () => {
    const alice = await aliceOnline();
    await alice.change(UID, { last_changed: 2000 }, 2000);
    for (let time = 2050; time <= 2000 + 2 * GRACE_MS + 1000; time += 250) {
      expect(await alice.change(UID, { last_changed: time }, time)).toBe('unchanged');
      await alice.runTick(time);
    }
    expect(await alice.state()).toBe('offline');
    expect(await alice.mark()).toBeNull();
  });

  test.each([
    ['a user who chose to leave', { last_changed: 2000, left_at: 2000 }],
    ['a user whose node was removed', null],
  ])('%s is offline without a grace period', async (_, after) => {
    const alice = await aliceOnline();
    expect(await alice.change(UID, after, 2000)).toBe('written');
    expect(await alice.state()).toBe('offline');
  });

  test('a user who left is offline at once, although the ending socket stamps the node', async () => {
    const alice = await aliceOnline();
    await alice.writeNode(UID, { last_changed: 2001, left_at: 2000 });
    const left = { uid: UID, node: 'status', before: online, after: { last_changed: 2000, left_at: 2000 } } as const;
    expect(await alice.handle({ ...left, time: 2000 })).toBe('written');
    expect(await alice.state()).toBe('offline');
  });

  test('a custom status that is chosen during the grace period is shown at once', async () => {
    const alice = await aliceOnline();
    await alice.change(UID, { last_changed: 2000 }, 2000);
    const settings = { custom: { text: 'Back soon', at: 2500 }, last_changed: 2500 };
    await alice.instance.root.child(`presence/settings/${UID}`).set(settings);
    await alice.handle({ uid: UID, node: 'settings', before: null, after: settings, time: 2500 });
    expect(await alice.fieldsOf(UID)).toMatchObject({ state: 'online', custom: { text: 'Back soon' } });
    await alice.runTick(6000 + MOVES_MS);
    expect(await alice.fieldsOf(UID)).toMatchObject({ state: 'offline', custom: { text: 'Back soon' } });
  });

  test('a change that waits for the interval of its document does not wait for the grace period of an earlier loss', async () => {
    const alice = await aliceOnline({ intervalMs: 600_000, graceMs: 3_600_000 });
    await alice.change(UID, { last_changed: 2000 }, 2000);
    expect(alice.asked).toEqual([3_602_000]);
    await alice.change(UID, connected('b', 3000), 3000);
    expect(await alice.change(UID, { last_changed: 4000, left_at: 4000 }, 4000)).toBe('waiting');
    expect(alice.asked[1]).toBeLessThanOrEqual(604_000);
    expect((await alice.mark())?.at).toBe(alice.asked.at(-1));
  });

  test('a change during the grace period does not end it', async () => {
    const alice = await aliceOnline();
    await alice.change(UID, { last_changed: 2000 }, 2000);
    await marksOf(alice.instance.root).ensure(UID, { at: 3000, lostAt: null });
    await alice.runTick(3000);
    expect(alice.asked.slice(1)).toContain(6000);
    await alice.runTick(5999);
    expect(await alice.state()).toBe('online');
    await alice.runTick(6000 + MOVES_MS);
    expect(await alice.state()).toBe('offline');
    expect(await alice.mark()).toBeNull();
  });

  test('a handler that finds a loss whose event was lost writes a mark', async () => {
    const alice = await aliceOnline();
    await alice.writeNode(UID, { last_changed: 2000 });
    await alice.handle({ uid: UID, node: 'settings', before: null, after: { last_changed: 2500 }, time: 2500 });
    const { at } = (await alice.mark()) ?? {};
    expect(at).toBeGreaterThanOrEqual(6500);
    expect(at).toBeLessThanOrEqual(6500 + MOVES_MS);
    await alice.runTick(6500 + MOVES_MS);
    expect(await alice.state()).toBe('offline');
  });

  test('a document that changed just now does not change again before its interval ends', async () => {
    const alice = await aliceOnline({ intervalMs: 600_000 });
    expect(await alice.change(UID, { last_changed: 2000, left_at: 2000 }, 2000)).toBe('waiting');
    expect(await alice.state()).toBe('online');
    const [at] = alice.asked;
    expect(at).toBeGreaterThan(2000 + 500_000);
    expect(alice.asked).toContain((await alice.mark())?.at);
  });

  test('a malformed mark or a mark of an impossible uid does not delay other users', async () => {
    const alice = await aliceOnline();
    await alice.change(UID, { last_changed: 2000 }, 2000);
    // No Firestore document can have this id.
    await alice.instance.root.child('presence/due/~__reserved__').set({ at: 1000 });
    await alice.instance.root.child('presence/due/~bob').set({ at: 1000 });
    await alice.instance.root.child('presence/due/~broken').set('by an operator');
    const report = await alice.runTick(6000);
    expect(report.failed).toEqual([]);
    expect(await alice.state()).toBe('offline');
    expect((await alice.instance.root.child('presence/due').get()).exists()).toBe(false);
  });
});
