/** Something that a command found in a project: what is wrong, and what to do. */
export interface Finding {
  /** A stable name, for programs and for docs/cli.md. */
  code: string;
  /** `error`: presence cannot work. `warning`: it works, with a consequence. `note`: good to know. */
  severity: Severity;
  file?: string;
  line?: number;
  /** What is wrong. */
  what: string;
  /** What to do. */
  fix: string;
}

export type Severity = 'error' | 'warning' | 'note';

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}
