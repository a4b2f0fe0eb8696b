import { deployed, type Finishing } from '../rules/project.ts';
import { databaseCoverage } from '../rules/rule-coverage.ts';
import { type AttackReport, countHostile, countLegitimate, emptyReport } from './attack-report.ts';
import { DatabaseBench } from './database-bench.ts';
import { fire, firingAttacks } from './database-firing.ts';
import { legitimateOperations } from './database-legitimate.ts';
import { groundOf } from './database-operation.ts';
import { hostileOperations } from './database-operations.ts';
import { grouped } from './grouped.ts';
import { verdictOf } from './verdict.ts';

/**
 * All hostile and all legitimate operations on one Realtime Database.
 *
 * @param weakened rules to deploy instead of the real ones, of which the operations are derived all the same; the first operation
 * that succeeds against them ends the attack
 */
export async function attackDatabase(finishing: Finishing, weakened?: string): Promise<AttackReport> {
  const report = emptyReport();
  const ground = groundOf(deployed('database.rules.json'));
  const bench = await DatabaseBench.open(finishing, weakened);
  for (const { title, as, stands, asks } of grouped(hostileOperations(ground))) {
    await bench.lay(stands);
    const answer = await verdictOf(() => asks(bench.clientOf(as)));
    countHostile(report, title, answer, await bench.hasChanged());
    if (weakened !== undefined && report.wrong.length > 0) return report;
  }
  for (const attack of firingAttacks(ground)) {
    countHostile(report, attack.title, await fire(bench, attack), false);
    await bench.hasChanged();
  }
  for (const { title, as, stands, asks } of legitimateOperations(ground)) {
    await bench.lay(stands);
    countLegitimate(report, title, await verdictOf(() => asks(bench.clientOf(as))));
    await bench.hasChanged();
  }
  report.coverage = await databaseCoverage(bench.project);
  return report;
}
