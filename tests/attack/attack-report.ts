import type { RuleCoverage } from '../rules/rule-coverage.ts';
import type { Answer } from './verdict.ts';

/** The results of an attack on one database. */
export interface AttackReport {
  hostile: number;
  refused: number;
  legitimate: number;
  accepted: number;
  /** The operations with a wrong result, each with that result. */
  wrong: string[];
  /** Null if the emulator does not report it. */
  coverage: RuleCoverage | null;
}

export function emptyReport(): AttackReport {
  return { hostile: 0, refused: 0, legitimate: 0, accepted: 0, wrong: [], coverage: null };
}

/** Counts a refusal only if the data is unchanged. */
export function countHostile(report: AttackReport, title: string, answer: Answer, changed: boolean): void {
  report.hostile++;
  if (answer.verdict === 'refused' && !changed) report.refused++;
  else
    report.wrong.push(
      `hostile: ${title}: ${answer.verdict} ${answer.detail}${changed ? ', and the data changed' : ''}`,
    );
}

export function countLegitimate(report: AttackReport, title: string, answer: Answer): void {
  report.legitimate++;
  if (answer.verdict === 'accepted') report.accepted++;
  else report.wrong.push(`legitimate: ${title}: ${answer.verdict} ${answer.detail}`);
}
