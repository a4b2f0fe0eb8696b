import { indentAt, indented, indentUnitOf, lineBreakOf } from './lines.ts';

/** Replaces a range of the text by a block that is written with two spaces for each step. */
export function replaceBlock(text: string, range: { offset: number; length: number }, block: string): string {
  const indent = indentAt(text, range.offset);
  const lines = indented(block, indent, indentUnitOf(text), lineBreakOf(text)).slice(indent.length);
  return text.slice(0, range.offset) + lines + text.slice(range.offset + range.length);
}
