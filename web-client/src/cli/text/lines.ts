/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The line break that the text uses. */
export function lineBreakOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The spaces or tabs at the start of the line that contains the offset. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
}

/** One step of indentation: that of the first indented line, or two spaces. */
export function indentUnitOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
}

/** Removes the indentation of the first line from all lines; the first line itself is expected without it. */
export function dedent(text: string, indent: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

/** Indents a text that is written with two spaces for each step. */
export function indented(text: string, indent: string, unit: string, lineBreak: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line.replace(/^(?: {2})*/, (steps) => unit.repeat(steps.length / 2))))
    .join(lineBreak);
}
