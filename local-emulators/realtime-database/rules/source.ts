import { RulesError } from './rules-error.ts';

/** A rules file is JSON with comments, whose strings may run over several lines; lines are kept for error messages. */
export type SourceNode =
  | { readonly kind: 'object'; readonly line: number; readonly entries: ReadonlyMap<string, SourceNode> }
  | { readonly kind: 'array'; readonly line: number; readonly items: readonly SourceNode[] }
  | {
      readonly kind: 'value';
      readonly line: number;
      /** Where the token begins in the text. */
      readonly offset: number;
      readonly value: string | number | boolean | null;
    };

interface Token {
  readonly line: number;
  readonly offset: number;
  readonly text: string;
}

export function readSource(text: string): SourceNode {
  const reader = new TokenReader(tokenize(text));
  const node = readNode(reader);
  const extra = reader.peek();
  if (extra.text !== '') {
    throw new RulesError(`Unexpected ${extra.text} after the rules`, extra.line);
  }
  return node;
}

/** The same document without comments, as `?format=strict` wants it. */
export function plainJson(node: SourceNode): unknown {
  if (node.kind === 'value') {
    return node.value;
  }
  if (node.kind === 'array') {
    return node.items.map(plainJson);
  }
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, child] of node.entries) {
    object[key] = plainJson(child);
  }
  return object;
}

class TokenReader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    return this.#tokens[this.#next] ?? { line: this.#tokens.at(-1)?.line ?? 1, offset: 0, text: '' };
  }

  take(): Token {
    const token = this.peek();
    this.#next++;
    return token;
  }

  expect(text: string): void {
    const token = this.take();
    if (token.text !== text) {
      throw new RulesError(`Expected ${text} but found ${token.text || 'the end of the rules'}`, token.line);
    }
  }
}

const TOKEN = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\[\s\S])*"|[{}[\]:,]|-?\d[\d.eE+-]*|[a-z]+|[\s\S]/g;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const { 0: part, index } of text.replace(/^\ufeff/, ' ').matchAll(TOKEN)) {
    if (!/^(\s|\/\/|\/\*)/.test(part)) {
      tokens.push({ line, offset: index, text: part });
    }
    line += part.split('\n').length - 1;
  }
  return tokens;
}

function readNode(reader: TokenReader): SourceNode {
  const { text, line, offset } = reader.take();
  if (text === '{') {
    return { kind: 'object', line, entries: readEntries(reader) };
  }
  if (text === '[') {
    return { kind: 'array', line, items: readItems(reader) };
  }
  return { kind: 'value', line, offset, value: readValue(text, line) };
}

function readEntries(reader: TokenReader): Map<string, SourceNode> {
  const entries = new Map<string, SourceNode>();
  while (reader.peek().text !== '}') {
    if (entries.size > 0) {
      reader.expect(',');
    }
    const { text, line } = reader.take();
    const key = readValue(text, line);
    if (typeof key !== 'string') {
      throw new RulesError(`Expected a key in quotes but found ${text}`, line);
    }
    if (entries.has(key)) {
      throw new RulesError(`Duplicate key ${JSON.stringify(key)}`, line);
    }
    reader.expect(':');
    entries.set(key, readNode(reader));
  }
  reader.expect('}');
  return entries;
}

function readItems(reader: TokenReader): SourceNode[] {
  const items: SourceNode[] = [];
  while (reader.peek().text !== ']') {
    if (items.length > 0) {
      reader.expect(',');
    }
    items.push(readNode(reader));
  }
  reader.expect(']');
  return items;
}

function readValue(text: string, line: number): string | number | boolean | null {
  try {
    const value: unknown = JSON.parse(text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t'));
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return value;
    }
  } catch {
    // The error below names the token and its line, which JSON.parse cannot.
  }
  throw new RulesError(`Unexpected ${text || 'end of the rules'}`, line);
}
