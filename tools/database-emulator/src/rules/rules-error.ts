/** A position in the text of the rules. Both numbers count from 1. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** Rules that are not valid. The message has the form of Google's: `5:1: Parse error.` */
export class RulesError extends Error {
  constructor(message: string, position: SourcePosition) {
    super(`${position.line}:${position.column}: ${message}`);
    this.name = 'RulesError';
  }
}

/** An error in one condition. It does not contain the position of the condition in the rules. */
export class ConditionError extends Error {
  /** Counted from the start of the condition. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'ConditionError';
    this.offset = offset;
  }
}
