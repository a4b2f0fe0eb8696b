import { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { leaveEffects } from '../attack/attack-results.ts';
import { Attacker, EFFECTS, type Effect } from '../kit/attacker/index.ts';
import { deployed } from '../kit/deployed.ts';
import { CountedBackend } from './counted-backend.ts';
import { LIMITS } from './limits.ts';
import { type Measured, measure } from './measure.ts';

/*
 * The effects of accepted operations: for each kind of write of one account, the worst case against fixed limits.
 */

const RULES = deployed('database.rules.json');
const measured: Measured[] = [];

test.each(EFFECTS)('an account that $title causes a bounded effect', async (effect) => {
  const result = await measure(effect);
  measured.push(result);
  leaveEffects(measured);
  console.log(rowOf(result));
  expect(result.exceeded).toEqual([]);
});

test('a flood of one account delays the status of others by at most a second', async () => {
  const ground = await CountedBackend.open();
  try {
    const attacker = new Attacker('mallory', ground.account('mallory'));
    const honest = new Attacker('alice', ground.account('alice'));
    await attacker.announces();
    await honest.announces();
    await ground.rests();
    const alone = await secondsUntilShown(ground, honest, 'alone');
    let writes = 0;
    let isFlooding = true;
    const flood = (async () => {
      while (isFlooding) {
        await Promise.all(Array.from({ length: 50 }, () => attacker.stamps()));
        writes += 50;
      }
    })();
    const started = performance.now();
    const beside = await secondsUntilShown(ground, honest, 'beside the flood');
    isFlooding = false;
    await flood;
    const perSecond = writes / ((performance.now() - started) / 1000);
    console.log(
      `Beside ${Math.round(perSecond)} writes a second: ${beside.toFixed(2)} s, alone: ${alone.toFixed(2)} s`,
    );
    // A machine that handles fewer writes needs longer for everything.
    const slowness = Math.max(1, LIMITS.floodPerSecond / perSecond);
    expect(((beside - alone) * 1000) / slowness).toBeLessThanOrEqual(LIMITS.othersLateMs);
  } finally {
    await ground.close();
  }
});

test('an account that also writes its own online changes its document at most twice in an interval', async () => {
  const ground = await CountedBackend.open();
  const { changes } = ground.causes;
  const attacker = new Attacker('mallory', ground.account('mallory'));
  const document = ground.statuses.doc('mallory');
  /** As the rules allow: the account replaces `offline` by `online`, with a newer time. Then it makes the function write `offline`. */
  const goesOnline = async (): Promise<void> => {
    await document.update({ state: 'online', last_changed: Timestamp.now() });
    await attacker.announces();
    await attacker.departs();
  };
  const stopWriting = document.onSnapshot((snapshot) => {
    if (snapshot.get('state') === 'offline') goesOnline().catch(console.error);
  });
  try {
    await attacker.announces();
    const started = performance.now();
    await attacker.departs();
    await expect.poll(() => changes.get('mallory') ?? 0).toBeGreaterThanOrEqual(8);
    const minutes = (performance.now() - started) / 60_000;
    const alone = 1 + Math.ceil(minutes * LIMITS.changesPerMinute);
    console.log(`${changes.get('mallory')} changes in ${(minutes * 60).toFixed(1)} s, alone: ${alone}`);
    expect(changes.get('mallory')).toBeLessThanOrEqual(2 * alone);
  } finally {
    stopWriting();
    await ground.close();
  }
});

const weakened: [string, string, { rules?: string; intervalMs?: number }][] = [
  ['the budget of changes', 'changes its custom status', { rules: RULES.replaceAll('<= 300', '<= 30000') }],
  ['the budget of typing', 'writes typing marks', { rules: RULES.replaceAll('<= 60)', '<= 60000)') }],
  ['the interval of a document', 'announces a connection and leaves', { intervalMs: 0 }],
];

test.each(weakened)('without %s, an account that %s exceeds a limit', async (_, title, options) => {
  const effect = EFFECTS.find((one): one is Effect => one.title === title);
  if (effect === undefined) throw new Error(`There is no effect "${title}"`);
  expect((await measure(effect, options)).exceeded).not.toEqual([]);
});

/** Measures the time from a change of the user's custom status until watchers see it. */
async function secondsUntilShown(ground: CountedBackend, user: Attacker, text: string): Promise<number> {
  const document = ground.statuses.doc(user.uid);
  // Waits until the interval of the document is over.
  await expect
    .poll(async () => Date.now() - ((await document.get()).updateTime?.toMillis() ?? 0))
    .toBeGreaterThan(2100);
  const started = performance.now();
  const shown = new Promise<void>((resolve) => {
    const stop = document.onSnapshot((snapshot) => {
      if (snapshot.get('custom.text') !== text) return;
      resolve();
      queueMicrotask(stop);
    });
  });
  await user.customStatus(text);
  await shown;
  return (performance.now() - started) / 1000;
}

function rowOf({ title, seconds, accepted, runs, ticks, changes, longestRunMs, memoryBytes }: Measured): string {
  const memory = `${Math.round(memoryBytes / 2 ** 20)} MiB`;
  return `${title}: ${accepted} accepted in ${seconds.toFixed(1)} s, ${runs} runs, ${ticks} ticks, ${changes} changes, longest run ${longestRunMs} ms, ${memory}`;
}
