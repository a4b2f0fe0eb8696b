export interface Line {
  text: string;
  /** True if the text before had no such line. */
  changed: boolean;
}

/** Compares by content, not by position: a line that only moves has not changed. A bracket alone tells nothing. */
export function changedLines(before: string, after: string): Line[] {
  const known = new Set(before.split('\n').map(withoutComma));
  return after.split('\n').map((text) => ({ text, changed: /\w/.test(text) && !known.has(withoutComma(text)) }));
}

function withoutComma(line: string): string {
  return line.replace(/,$/, '');
}
