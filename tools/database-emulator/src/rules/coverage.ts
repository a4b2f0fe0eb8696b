import type { Witness } from './evaluate.ts';
import { type Expression, partsOf } from './expression.ts';
import type { RuleValue } from './value.ts';

/** One expression of the rules, with how often it had each value. The form is that of the Firestore emulator's report. */
export interface ExpressionReport {
  readonly sourcePosition: {
    readonly line: number;
    readonly column: number;
    readonly currentOffset: number;
    readonly endOffset: number;
  };
  readonly values: readonly { readonly value: ReportedValue; readonly count: number }[];
  readonly children: readonly ExpressionReport[];
}

/** A snapshot counts as one value, because its content would make the report endless. */
const REPORTED = {
  true: { boolValue: true },
  false: { boolValue: false },
  null: { nullValue: null },
  value: { complexValue: {} },
  error: { undefined: {} },
};

type Kind = keyof typeof REPORTED;
type ReportedValue = (typeof REPORTED)[Kind];

/** Counts the values of all conditions of an upload, for each part of a condition. */
export class RuleCoverage {
  readonly #source: string;
  readonly #conditions: { readonly condition: Expression; readonly offset: number }[] = [];
  readonly #counts = new Map<Expression, Map<Kind, number>>();

  constructor(source: string) {
    this.#source = source;
  }

  /** Adds a condition to the report, even if it is never evaluated. */
  expects(condition: Expression, offset: number): Expression {
    this.#conditions.push({ condition, offset });
    return condition;
  }

  readonly witness: Witness = (expression, value) => {
    const counts = this.#counts.get(expression) ?? new Map<Kind, number>();
    const kind = kindOf(value);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    this.#counts.set(expression, counts);
  };

  report(): { readonly rules: string; readonly report: readonly ExpressionReport[] } {
    const report = this.#conditions.map(({ condition, offset }) => this.#reportOf(condition, offset));
    return { rules: this.#source, report };
  }

  #reportOf(expression: Expression, offset: number): ExpressionReport {
    const currentOffset = offset + expression.start;
    const linesBefore = this.#source.slice(0, currentOffset).split('\n');
    return {
      sourcePosition: {
        line: linesBefore.length,
        column: (linesBefore.at(-1) ?? '').length + 1,
        currentOffset,
        endOffset: offset + expression.end,
      },
      values: [...(this.#counts.get(expression) ?? [])].map(([kind, count]) => ({ value: REPORTED[kind], count })),
      children: partsOf(expression).map((part) => this.#reportOf(part, offset)),
    };
  }
}

function kindOf(value: RuleValue | undefined): Kind {
  if (typeof value === 'boolean') {
    return value ? 'true' : 'false';
  }
  if (value === undefined) {
    return 'error';
  }
  return value === null ? 'null' : 'value';
}
