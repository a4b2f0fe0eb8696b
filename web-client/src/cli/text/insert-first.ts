import { indentAt, indented, indentUnitOf, lineBreakOf } from './lines.ts';

/** The place between two braces or brackets, as offsets. */
export interface Inside {
  /** Behind the opening brace. */
  start: number;
  /** At the closing brace. */
  end: number;
}

/**
 * Inserts an item at the start of a block, on lines of its own. All other lines stay as they are, so the change is easy to read and to
 * undo.
 *
 * @param item the text, with two spaces for each step of indentation
 * @param separator what belongs between the item and those behind it: a comma in JSON
 */
export function insertFirst(text: string, inside: Inside, item: string, separator: string = ''): string {
  const [lineBreak, unit] = [lineBreakOf(text), indentUnitOf(text)];
  const outer = indentAt(text, inside.start);
  const content = text.slice(inside.start, inside.end);
  const lines = (indent: string): string => indented(item, indent, unit, lineBreak);
  if (content.trim() === '') {
    return `${text.slice(0, inside.start)}${lineBreak}${lines(outer + unit)}${lineBreak}${outer}${text.slice(inside.end)}`;
  }
  if (!/\n/.test(content + item))
    return `${text.slice(0, inside.start)} ${item}${separator}${spaced(content)}${text.slice(inside.end)}`;
  const restOfLine = /^[^\r\n]*/.exec(content)?.[0] ?? '';
  const behindLine = restOfLine.length < content.length && isBlankOrComment(restOfLine);
  const at = inside.start + (behindLine ? restOfLine.length : (/^[ \t]*/.exec(content)?.[0].length ?? 0));
  const indent = behindLine ? (firstIndent(text.slice(at, inside.end)) ?? outer + unit) : outer + unit;
  const mark = hasOnlyComments(content) ? '' : separator;
  const head = text.slice(0, behindLine ? at : inside.start);
  return `${head}${lineBreak}${lines(indent)}${mark}${behindLine ? '' : lineBreak + indent}${text.slice(at)}`;
}

function spaced(content: string): string {
  return content.startsWith(' ') ? content : ` ${content}`;
}

function isBlankOrComment(line: string): boolean {
  return /^\s*(\/\/.*|\/\*((?!\*\/).)*\*\/\s*)?$/.test(line);
}

function hasOnlyComments(content: string): boolean {
  return content.replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, '').trim() === '';
}

function firstIndent(content: string): string | null {
  return /^([ \t]*)\S/m.exec(content)?.[1] ?? null;
}
