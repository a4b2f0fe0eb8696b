import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { FileProblem } from '../file-problem.ts';
import type { Inside } from './insert-first.ts';
import { lineAt, lineBreakOf } from './lines.ts';

/** A JSON file with comments. */
export interface Json {
  path: string;
  text: string;
  root: Node;
}

/** Parses a JSON file with comments. @throws FileProblem with the line of the first error */
export function parseJson(path: string, text: string): Json {
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: false, disallowComments: false });
  const [error] = errors;
  if (error) {
    const name = printParseErrorCode(error.error)
      .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    throw new FileProblem(
      path,
      lineAt(text, error.offset),
      `this is not valid JSON (${name})`,
      'Correct that line, then run the command again.',
    );
  }
  if (root?.type !== 'object') {
    throw new FileProblem(path, null, 'the file contains no JSON object', 'Put {} into the file, or delete it.');
  }
  return { path, text, root };
}

/** The value at a path of keys; undefined if there is none. */
export function valueAt(json: Json, ...path: (string | number)[]): unknown {
  const node = nodeAt(json, ...path);
  return node && getNodeValue(node);
}

export function nodeAt({ root }: Json, ...path: (string | number)[]): Node | undefined {
  return path.length === 0 ? root : findNodeAtLocation(root, path);
}

/** The whole property, key and value, at a path of keys. */
export function propertyAt(json: Json, ...path: (string | number)[]): Node | undefined {
  return nodeAt(json, ...path)?.parent;
}

export function lineOf({ text }: Json, node: Node): number {
  return lineAt(text, node.offset);
}

/** Removes the property or the entry at a path of keys, with the comma that it needs no more. */
export function removeAt(text: string, path: (string | number)[]): string {
  const formattingOptions = { eol: lineBreakOf(text), insertSpaces: true, tabSize: 2 };
  return applyEdits(text, modify(text, path, undefined, { formattingOptions }));
}

/** The place between the braces or brackets of a node. */
export function insideOf({ offset, length }: Node): Inside {
  return { start: offset + 1, end: offset + length - 1 };
}

/** A text that is equal for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part)
      ? Object.fromEntries(
          Object.keys(part)
            .sort()
            .map((key) => [key, part[key]]),
        )
      : part,
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
