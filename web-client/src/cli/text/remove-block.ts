/** Removes a range of the text, with its lines if they contain nothing else. */
export function removeBlock(text: string, { offset, length }: { offset: number; length: number }): string {
  const [end, start] = [offset + length, text.lastIndexOf('\n', offset - 1) + 1];
  const lineBreak = text.indexOf('\n', end);
  const next = lineBreak < 0 ? text.length : lineBreak + 1;
  const isAlone = text.slice(start, offset).trim() === '' && text.slice(end, next).trim() === '';
  return isAlone ? text.slice(0, start) + text.slice(next) : text.slice(0, offset) + text.slice(end);
}
