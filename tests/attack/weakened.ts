import { rulesWithDemo } from '../../demo/rules.ts';
import { deployed } from '../kit/deployed.ts';
import type { Finishing } from '../rules/project.ts';
import type { AttackReport } from './attack-report.ts';
import { attackDatabase } from './database-attack.ts';
import { attackFirestore } from './firestore-attack.ts';
import { type Weakening, weakenedDatabaseRules, weakenedFirestoreRules } from './weakenings.ts';

// `npm run attack -- --weakened` proves that the attack can fail. It weakens the rules part by part. Each time, the rules have to accept
// an operation of the attack.

const missed = [
  ...(await missedBy(attackDatabase, weakenedDatabaseRules(deployed('database.rules.json')), 'database.rules.json')),
  ...(await missedBy(attackFirestore, weakenedFirestoreRules(rulesWithDemo()), 'firestore.rules')),
];
console.log(missed.length === 0 ? '\nEach weakening was noticed.' : `\nNot noticed:\n${missed.join('\n')}`);
process.exitCode = missed.length === 0 ? 0 : 1;

type Attack = (finishing: Finishing, weakened: string) => Promise<AttackReport>;

async function missedBy(attack: Attack, weakenings: Weakening[], file: string): Promise<string[]> {
  const unnoticed: string[] = [];
  for (const { title, rules, equivalent } of weakenings) {
    const [hole] = (await clean((finishing) => attack(finishing, rules))).wrong;
    console.log(`${file}, ${title}\n  ${hole ?? (equivalent ? `changes nothing: ${equivalent}` : 'NOT NOTICED')}`);
    if (hole === undefined && !equivalent) unnoticed.push(`${file}, ${title}`);
  }
  return unnoticed;
}

async function clean<Result>(run: (finishing: Finishing) => Promise<Result>): Promise<Result> {
  const left: (() => Promise<void>)[] = [];
  const result = await run({ onTestFinished: (end) => left.push(end) });
  for (const end of left) await end();
  return result;
}
