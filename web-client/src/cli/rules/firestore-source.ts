/*
 * Finds the `match` blocks in the source of Firestore rules. It reads no expressions: only comments, texts, braces and the `allow`
 * statements between them.
 */

export interface MatchBlock {
  /** As written, such as `/status/{uid}`. */
  path: string;
  /** The offset of the word `match`. */
  start: number;
  /** Behind the closing brace. */
  end: number;
  /** Behind the opening brace. */
  bodyStart: number;
  /** The innermost block around this one; null at the top. */
  parent: MatchBlock | null;
  allows: Allow[];
}

export interface Allow {
  methods: string[];
  /** The condition; `true` if there is none. */
  condition: string;
  offset: number;
}

/** The blocks, in the order of the source. */
export function matchBlocks(source: string): MatchBlock[] {
  const text = masked(source);
  const uncommented = withoutComments(source);
  const blocks: MatchBlock[] = [];
  for (const match of text.matchAll(/\bmatch\s+((?:\/(?:\{[^{}]*\}|[^\s/{}]+))+)\s*\{/g)) {
    const bodyStart = match.index + match[0].length;
    const end = closingBrace(text, bodyStart);
    const parent = blocks.findLast((block) => block.start < match.index && match.index < block.end) ?? null;
    blocks.push({ path: match[1] ?? '', start: match.index, end, bodyStart, parent, allows: [] });
  }
  for (const allow of text.matchAll(/\ballow\s+([a-z,\s]+?)\s*(?::\s*if\b([^;]*))?;/g)) {
    const owner = blocks.findLast((block) => block.start < allow.index && allow.index < block.end);
    const condition = uncommented
      .slice(allow.index, allow.index + allow[0].length)
      .replace(/^[^:]*:\s*if\b|;$/g, '')
      .trim();
    const methods = (allow[1] ?? '').split(',').map((method) => method.trim());
    owner?.allows.push({ methods, condition: allow[2] === undefined ? 'true' : condition, offset: allow.index });
  }
  return blocks;
}

/** The path from the root of the documents; null for a block outside of a database. */
export function fullPath(block: MatchBlock): string | null {
  const whole = `${block.parent ? fullPathOfAny(block.parent) : ''}${block.path}`;
  const [, documents] = /^\/databases\/\{[^{}]*\}\/documents(\/.*)?$/.exec(whole) ?? [];
  return documents ?? null;
}

function fullPathOfAny(block: MatchBlock): string {
  return `${block.parent ? fullPathOfAny(block.parent) : ''}${block.path}`;
}

/** The block of all documents of a database, into which an app writes its rules; undefined if there is none. */
export function documentsBlock(blocks: readonly MatchBlock[]): MatchBlock | undefined {
  return blocks.find(({ path }) => /^\/databases\/\{[^{}]*\}\/documents$/.test(path));
}

/** The source without comments and white space, so that equal rules are equal texts. */
export function condensed(source: string): string {
  return withoutComments(source).replaceAll(/\s+/g, '');
}

/** The version that the source declares; null if it declares none. */
export function rulesVersion(source: string): string | null {
  return /^\s*rules_version\s*=\s*['"]([^'"]*)['"]/.exec(withoutComments(source))?.[1] ?? null;
}

/** Returns what is wrong with the braces of the source, with the offset; null if nothing is. */
export function braceProblem(source: string): { what: string; offset: number } | null {
  const open: number[] = [];
  for (const { 0: brace, index } of masked(source).matchAll(/[{}]/g)) {
    if (brace === '{') open.push(index);
    else if (open.pop() === undefined) return { what: 'this closing brace has no opening brace', offset: index };
  }
  const [unclosed] = open.slice(-1);
  return unclosed === undefined ? null : { what: 'this opening brace has no closing brace', offset: unclosed };
}

function closingBrace(text: string, bodyStart: number): number {
  let depth = 1;
  for (let at = bodyStart; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}') depth--;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

const COMMENT_OR_TEXT = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g;

/** The source with comments and texts replaced by spaces, so that all offsets stay. */
function masked(source: string): string {
  return source.replaceAll(COMMENT_OR_TEXT, blank);
}

/** The source with spaces in the place of comments, so that all offsets stay. */
export function withoutComments(source: string): string {
  return source.replaceAll(COMMENT_OR_TEXT, (part) => (part.startsWith('/') ? blank(part) : part));
}

function blank(part: string): string {
  return part.replaceAll(/[^\n]/g, ' ');
}
