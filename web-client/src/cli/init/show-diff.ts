import { createTwoFilesPatch } from 'diff';

/** The change of a file, as it is shown before `init` writes it. */
export function shownDiff(path: string, before: string | null, after: string | null, hasColors: boolean): string {
  const [from, to] = [before === null ? '/dev/null' : path, after === null ? '/dev/null' : path];
  const patch = createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, { context: 2 });
  // Before the names there is a ruler.
  const lines = patch.slice(patch.indexOf('--- ')).trimEnd().split('\n');
  return lines.map((line) => (hasColors ? colored(line) : line)).join('\n');
}

function colored(line: string): string {
  if (line.startsWith('+')) return `\u001b[32m${line}\u001b[0m`;
  return line.startsWith('-') ? `\u001b[31m${line}\u001b[0m` : line;
}
