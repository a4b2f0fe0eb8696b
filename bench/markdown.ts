/** A table whose first column is text and whose others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export interface Target {
  readonly title: string;
  /** The cases that missed the target, in words; empty if it was reached. */
  readonly missed: readonly string[];
}

export function targetTable(targets: readonly Target[]): string {
  const verdict = ({ missed }: Target): string =>
    missed.length === 0 ? 'reached' : `**missed**: ${missed.join('; ')}`;
  return ['| Target | |', '|---|---|', ...targets.map((target) => `| ${target.title} | ${verdict(target)} |`)].join(
    '\n',
  );
}
