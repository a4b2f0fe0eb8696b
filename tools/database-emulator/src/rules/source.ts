import { RulesError } from './rules-error.ts';
import { positionAt } from './source-position.ts';

/** A rules file is JSON with comments. Strings can have several lines, and an object can end with a comma. */
export type SourceNode = Located &
  (
    | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, SourceNode> }
    | { readonly kind: 'array'; readonly items: readonly SourceNode[] }
    | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  );

interface Located {
  /** Its offset in the text. */
  readonly offset: number;
}

interface Token extends Located {
  readonly text: string;
}

export function readSource(text: string): SourceNode {
  const reader = new TokenReader(text);
  const node = readNode(reader);
  const extra = reader.take();
  if (extra.text !== '') {
    throw reader.error(`Unexpected ${extra.text} after the rules`, extra);
  }
  return node;
}

/** Returns the document without comments, for `?format=strict`. */
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
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  peek(): Token {
    return this.#tokens[this.#next] ?? { offset: this.#text.length, text: '' };
  }

  take(): Token {
    const token = this.peek();
    this.#next++;
    return token;
  }

  expect(text: string): void {
    const token = this.take();
    if (token.text !== text) {
      throw this.error(`Expected ${text} but found ${token.text || 'the end of the rules'}`, token);
    }
  }

  error(detail: string, token: Token): RulesError {
    return new RulesError(`Parse error. ${detail}.`, positionAt(this.#text, token.offset));
  }
}

const TOKEN = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\[\s\S])*"|[{}[\]:,]|-?\d[\d.eE+-]*|[a-z]+|[\s\S]/g;

function tokenize(text: string): Token[] {
  return [...text.replace(/^\ufeff/, ' ').matchAll(TOKEN)]
    .map(({ 0: part, index }) => ({ offset: index, text: part }))
    .filter((token) => !/^(\s|\/\/|\/\*)/.test(token.text));
}

function readNode(reader: TokenReader): SourceNode {
  const token = reader.take();
  const { text, offset } = token;
  if (text === '{') {
    return { kind: 'object', offset, entries: readEntries(reader) };
  }
  if (text === '[') {
    return { kind: 'array', offset, items: readItems(reader) };
  }
  return { kind: 'value', offset, value: readValue(reader, token) };
}

/** The rules that Google shows for the "test mode" have a comma after the last entry. */
function readEntries(reader: TokenReader): Map<string, SourceNode> {
  const entries = new Map<string, SourceNode>();
  while (reader.peek().text !== '}') {
    readEntry(reader, entries);
    if (reader.peek().text !== '}') {
      reader.expect(',');
    }
  }
  reader.expect('}');
  return entries;
}

function readEntry(reader: TokenReader, entries: Map<string, SourceNode>): void {
  const token = reader.take();
  const key = readValue(reader, token);
  if (typeof key !== 'string') {
    throw reader.error(`Expected a key in quotes but found ${token.text}`, token);
  }
  if (entries.has(key)) {
    throw reader.error(`Duplicate key ${JSON.stringify(key)}`, token);
  }
  reader.expect(':');
  entries.set(key, readNode(reader));
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

function readValue(reader: TokenReader, token: Token): string | number | boolean | null {
  const { text } = token;
  try {
    const value: unknown = JSON.parse(text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t'));
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return value;
    }
  } catch {
    // The error below contains the token and its position, which JSON.parse cannot report.
  }
  throw reader.error(`Unexpected ${text || 'end of the rules'}`, token);
}
