import { leaving, type MultiPathUpdate } from '@firebase-presence/contract';
import { expect, type TestContext, test } from 'vitest';
import { deployed } from '../kit/deployed.ts';
import { CONTRACT_LIMITS, limitsOfRules } from './account-limits.ts';
import { oneMore } from './account-more.ts';
import { fillingWrites, LONGEST_UID, most, placeIn, seatIn, taking } from './account-size.ts';
import { largestAccount, MEBIBYTE, sizesOf } from './account-table.ts';
import { DatabaseBench } from './database-bench.ts';
import { verdictOf } from './verdict.ts';

const limits = limitsOfRules(deployed('database.rules.json'));
const computed = sizesOf(largestAccount(limits, LONGEST_UID), LONGEST_UID);

test('the rules and the contract have the same limits', () => {
  expect(limits).toEqual(CONTRACT_LIMITS);
});

test('a full account has the computed size below 1 MiB, and the rules refuse more', async (context) => {
  const owner = await Owner.signIn(context);
  for (const update of fillingWrites(limits, LONGEST_UID)) await owner.write(update);
  const sizes = sizesOf(JSON.parse(await owner.bench.read('/')), LONGEST_UID);
  expect(sizes).toEqual(computed);
  expect(sizes.everything).toBeLessThan(MEBIBYTE);
  await expectNoMore(owner);
});

async function expectNoMore(owner: Owner): Promise<void> {
  const last = placeIn(limits, LONGEST_UID, '1f');
  const seat = seatIn(limits, last, 'b');
  await owner.write(leaving(last, seat));
  for (const [what, update] of Object.entries(oneMore(limits, LONGEST_UID))) {
    expect.soft((await verdictOf(() => owner.write(update))).verdict, what).toBe('refused');
  }
  // The rules refused these writes for their size: they accept the same write in the right size.
  expect((await verdictOf(() => owner.write(taking(limits, last, seat)))).verdict).toBe('accepted');
}

/** Writes through the rules. */
class Owner {
  readonly bench: DatabaseBench;

  private constructor(bench: DatabaseBench) {
    this.bench = bench;
  }

  static async signIn(context: TestContext): Promise<Owner> {
    return new Owner(await DatabaseBench.open(context));
  }

  /** Writes with the last budget step of a window. One window has too few steps for all writes, so the test sets the count each time. */
  async write(update: MultiPathUpdate): Promise<void> {
    const budget = `presence/budget/${LONGEST_UID}`;
    const since = Date.now() - 1000;
    await this.bench.write({
      [`${budget}/changes/since`]: since,
      [`${budget}/changes/n`]: most(limits.changes) - 1,
      [`${budget}/typing/since`]: since,
      [`${budget}/typing/n`]: most(limits.typing) - 1,
    });
    await this.bench.clientOf(LONGEST_UID).database.ref().update(update);
  }
}
