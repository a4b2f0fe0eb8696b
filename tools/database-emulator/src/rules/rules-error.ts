/** A place in the text of the rules; both numbers count from 1. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** The rules cannot be accepted. The message has the form of Google's: `5:1: Parse error.` */
export class RulesError extends Error {
  constructor(message: string, position: SourcePosition) {
    super(`${position.line}:${position.column}: ${message}`);
    this.name = 'RulesError';
  }
}

/** An error in one condition, which does not know where in the rules it is. */
export class ConditionError extends Error {
  /** Counts from the start of the condition. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'ConditionError';
    this.offset = offset;
  }
}
