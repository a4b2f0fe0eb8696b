import type { Finding } from '../finding.ts';

/** The lines that show a finding: what is wrong and where, then what to do. */
export function shownFinding({ severity, code, file, line, what, fix }: Finding): string {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  return `${severity} ${code}\n  ${place}${what}\n  Fix: ${fix}`;
}
