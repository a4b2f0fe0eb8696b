import type { SourcePosition } from './rules-error.ts';

/** Returns the line and column of an offset in the text. */
export function positionAt(text: string, offset: number): SourcePosition {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/**
 * Returns the offset in the text of the character `index` of a string whose opening quote is at `quote`.
 * An escape such as `\"` is one character of the string and several of the text.
 */
export function offsetInString(text: string, quote: number, index: number): number {
  const escapes = /\\u[0-9a-fA-F]{4}|\\[\s\S]|[\s\S]/g;
  escapes.lastIndex = quote + '"'.length;
  for (let passed = 0; passed < index; passed++) {
    escapes.exec(text);
  }
  return escapes.lastIndex;
}
