import {
  ANSWER_WITHIN_SECONDS,
  LATE_AFTER_SECONDS,
  RENEWAL_PERIOD_MS,
  SWEPT_WITHIN_SECONDS,
} from '@firebase-presence/contract';
import { expect, test } from 'vitest';
import { type Stage, stage } from '../kit/functions/index.ts';

/*
 * Rule 7: the ticks of leases. Each tick enqueues the next one. The tests move the clock, and run a tick at each time that the ticks asked
 * for, in the second that Cloud Tasks would choose.
 */

const SECOND = 1000;
/** When the client renews last, in the middle of a second. */
const BORN = 100_000 * SECOND + 500;
const ID = 'tab1----------------';
const CONNECTED = { connections: { [ID]: { last_changed: BORN, slot: '00' } }, last_changed: BORN };

async function aliceOnline(): Promise<Stage> {
  const place = await stage('lease-ticks', { countIntervalMs: 0 });
  await place.change('alice', CONNECTED, BORN);
  await renews(place, BORN);
  place.asked.length = 0;
  return place;
}

const renews = ({ instance }: Stage, at: number) => instance.root.child('presence/leases/alice:00').set({ id: ID, at });
const isConnected = async ({ instance }: Stage) =>
  (await instance.root.child(`status/alice/connections/${ID}`).get()).exists();

interface Around {
  before?: (now: number) => Promise<void>;
  after: (now: number) => Promise<void>;
}

/** Runs a tick half a second after the first renewal, and then each tick that a tick enqueued, until the time. */
async function runsTicks(place: Stage, end: number, { before, after }: Around): Promise<void> {
  const due = new Set([BORN + SECOND / 2]);
  while (due.size > 0) {
    const now = Math.min(...due);
    due.delete(now);
    if (now > end) continue;
    place.asked.length = 0;
    await before?.(now);
    await place.runTick(now);
    for (const at of place.asked) due.add(Math.ceil(at / SECOND) * SECOND);
    await after(now);
  }
}

test('a dead connection is swept within the published bound by the ticks alone', async () => {
  const place = await aliceOnline();
  let sweptAt = Number.POSITIVE_INFINITY;
  await runsTicks(place, BORN + 60 * SECOND, {
    after: async (now) => {
      if (!(await isConnected(place))) sweptAt = Math.min(sweptAt, now);
    },
  });
  // The last seconds are for the tick's write, the function and Firestore.
  expect(sweptAt - BORN).toBeLessThanOrEqual((SWEPT_WITHIN_SECONDS - 5) * SECOND);
  expect(sweptAt - BORN).toBeGreaterThanOrEqual((LATE_AFTER_SECONDS + ANSWER_WITHIN_SECONDS) * SECOND);
});

test('a client that answers every tick that asks is never swept', async () => {
  const place = await aliceOnline();
  let renewedAt = BORN;
  let answers = 0;
  await runsTicks(place, BORN + 300 * SECOND, {
    after: async (now) => {
      const mark = (await place.instance.root.child('presence/asked/alice:00').get()).val();
      if (mark?.renewed_at !== renewedAt) return;
      renewedAt = now + ANSWER_WITHIN_SECONDS * SECOND - 1;
      answers++;
      await renews(place, renewedAt);
    },
  });
  expect(answers).toBeGreaterThanOrEqual(7);
  expect(await isConnected(place)).toBe(true);
});

test('a client that renews in time is never asked', async () => {
  const place = await aliceOnline();
  let renewals = 0;
  await runsTicks(place, BORN + 300 * SECOND, {
    before: async (now) => {
      renewals = Math.floor((now - BORN) / RENEWAL_PERIOD_MS);
      await renews(place, BORN + renewals * RENEWAL_PERIOD_MS);
    },
    after: async () => {
      expect((await place.instance.root.child('presence/asked').get()).exists()).toBe(false);
    },
  });
  expect(renewals).toBeGreaterThanOrEqual(9);
  expect(await isConnected(place)).toBe(true);
});

test('ticks that begin in different seconds enqueue the same next tick', async () => {
  const place = await aliceOnline();
  for (const second of [1, 2, 3, 4]) await place.runTick(BORN + SECOND / 2 + second * SECOND + second);
  expect(new Set(place.asked.map((at) => Math.ceil(at / SECOND)))).toHaveLength(1);
});

test('the schedule alone keeps the published bound for the first lease in an empty database', async () => {
  const place = await stage('lease-ticks', { countIntervalMs: 0 });
  const minute = 60 * SECOND;
  const start = 1_000_000 * minute;
  await place.runScheduledTick(start);
  const between = place.asked.map((at) => at - start);
  expect(between).toEqual([minute / 2]);
  // A lease that begins after one of these ticks is seen by the next one before it is late.
  expect(minute / 2).toBeLessThan(LATE_AFTER_SECONDS * SECOND);
  place.asked.length = 0;
  await place.runTick(start + minute / 2);
  expect(place.asked).toEqual([]);
});
