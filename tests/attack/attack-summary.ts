import type { Measured } from '../effects/measure.ts';
import { type AttackReport, emptyReport } from './attack-report.ts';

/** Lists wrong results, then the coverage of each database, a line for the effects, and one line for all operations. */
export function attackSummary(reports: Record<string, AttackReport>, effects: readonly Measured[] = []): string {
  const total = Object.values(reports).reduce(add, emptyReport());
  return [
    ...total.wrong,
    ...Object.values(reports).flatMap(({ coverage }) => coverage?.gaps ?? []),
    ...Object.entries(reports).map(([database, report]) => `${database}: ${coverageOf(report)}`),
    ...effects.flatMap(({ title, exceeded }) => exceeded.map((limit) => `an account that ${title}: ${limit}`)),
    `effects: ${effects.length}, bounded: ${effects.filter(({ exceeded }) => exceeded.length === 0).length}`,
    `hostile operations: ${total.hostile}, refused: ${total.refused}; ` +
      `legitimate: ${total.legitimate}, accepted: ${total.accepted}`,
  ].join('\n');
}

function coverageOf({ coverage }: AttackReport): string {
  if (coverage === null) return 'this emulator does not report which rules were evaluated';
  const { expressions, gaps } = coverage;
  return `${expressions} expressions in its rules, ${expressions - gaps.length} of them seen with every answer`;
}

function add(a: AttackReport, b: AttackReport): AttackReport {
  return {
    hostile: a.hostile + b.hostile,
    refused: a.refused + b.refused,
    legitimate: a.legitimate + b.legitimate,
    accepted: a.accepted + b.accepted,
    wrong: [...a.wrong, ...b.wrong],
    coverage: null,
  };
}
