import { deployed } from '../kit/deployed.ts';
import type { Finishing } from '../rules/project.ts';
import { databaseCoverage } from '../rules/rule-coverage.ts';
import { type AttackReport, countHostile, countLegitimate, emptyReport } from './attack-report.ts';
import { DatabaseBench } from './database-bench.ts';
import { fire, firingAttacks } from './database-firing.ts';
import { legitimateOperations } from './database-legitimate.ts';
import { type DatabaseOperation, groundOf } from './database-operation.ts';
import { hostileOperations } from './database-operations.ts';
import { grouped, keyOf } from './grouped.ts';
import { verdictOf } from './verdict.ts';

/**
 * Runs all hostile and all legitimate operations on one Realtime Database.
 *
 * @param weakened rules to deploy instead of the real ones. The operations are derived from the real ones in any case. The first
 * operation that these rules accept ends the attack.
 */
export async function attackDatabase(finishing: Finishing, weakened?: string): Promise<AttackReport> {
  const report = emptyReport();
  const ground = groundOf(deployed('database.rules.json'));
  const bench = await DatabaseBench.open(finishing, weakened);
  const hostile = grouped(hostileOperations(ground));
  if (weakened !== undefined && (await findHole(bench, hostile, report))) return report;
  if (weakened === undefined) await tryOneByOne(bench, hostile, report);
  for (const attack of firingAttacks(ground)) {
    countHostile(report, attack.title, await fire(bench, attack), false);
    await bench.hasChanged();
  }
  for (const { title, as, initial, asks } of legitimateOperations(ground)) {
    await bench.lay(initial);
    countLegitimate(report, title, await verdictOf(() => asks(bench.clientOf(as))));
    await bench.hasChanged();
  }
  report.coverage = await databaseCoverage(bench.project);
  return report;
}

async function tryOneByOne(bench: DatabaseBench, operations: DatabaseOperation[], report: AttackReport): Promise<void> {
  for (const { title, as, initial, asks } of operations) {
    await bench.lay(initial);
    const answer = await verdictOf(() => asks(bench.clientOf(as)));
    countHostile(report, title, answer, await bench.hasChanged());
  }
}

/** How many operations wait for their answers at once. */
const AT_ONCE = 12;

/**
 * Runs many operations at once, because a refused operation changes nothing for the others. Each has a client of its own, because
 * Firebase's SDK shows its own writes before the rules refuse them. If the rules seem to accept one of a group, tries the group again one
 * by one.
 *
 * @returns true if the rules accepted an operation
 */
async function findHole(bench: DatabaseBench, operations: DatabaseOperation[], report: AttackReport): Promise<boolean> {
  for (const together of chunks(operations)) {
    await bench.lay(together[0]?.initial ?? {});
    const answers = together.map(({ as, asks }, index) => verdictOf(() => asks(bench.clientOf(as, index))));
    if ((await Promise.all(answers)).every(({ verdict }) => verdict === 'refused')) continue;
    await bench.hasChanged();
    await tryOneByOne(bench, together, report);
    if (report.wrong.length > 0) return true;
  }
  return false;
}

/** Groups operations that need the same data. */
function chunks(operations: DatabaseOperation[]): DatabaseOperation[][] {
  const groups: DatabaseOperation[][] = [];
  let key = '';
  for (const operation of operations) {
    const next = keyOf(operation.initial);
    const last = groups.at(-1);
    if (last !== undefined && next === key && last.length < AT_ONCE) last.push(operation);
    else groups.push([operation]);
    key = next;
  }
  return groups;
}
