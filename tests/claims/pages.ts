import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MarkedToken, marked, type Token } from 'marked';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** A parsed Markdown file. */
export interface Page {
  /** The path from the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
  /** The anchors that GitHub gives to the headings. */
  readonly anchors: readonly string[];
  readonly headings: readonly string[];
  readonly links: readonly Link[];
  /** The fenced blocks. */
  readonly blocks: readonly Block[];
  /** The texts between single backticks. */
  readonly codes: readonly string[];
  readonly tables: readonly Table[];
}

export interface Link {
  readonly text: string;
  readonly target: string;
}

export interface Block {
  readonly language: string;
  readonly text: string;
}

/** The cells of each row, without their Markdown. */
export type Table = readonly (readonly string[])[];

const NOT_OURS = new Set(['node_modules', 'dist', 'lib', '.git']);

/** All files that are not generated, in the order of their paths. */
export const files: readonly string[] = walk(repository).sort();

/** Without the reports that API Extractor writes. */
export const pages: readonly Page[] = files.filter((path) => /(?<!\.api)\.md$/.test(path)).map(readPage);

export function page(path: string): Page {
  const found = pages.find((one) => one.path === path);
  if (!found) throw new Error(`There is no page ${path}`);
  return found;
}

export function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : walk(path);
    return [relative(repository, path).split(sep).join('/')];
  });
}

function readPage(path: string): Page {
  const text = read(path);
  const tokens = all(marked.lexer(text));
  const headings = tokens.filter((token) => token.type === 'heading').map((token) => plain(token.text));
  return {
    path,
    text,
    headings,
    anchors: headings.map(anchor),
    links: tokens
      .filter((token) => token.type === 'link' || token.type === 'image')
      .map((token) => ({ text: plain(token.text), target: token.href })),
    blocks: tokens
      .filter((token) => token.type === 'code')
      .map((token) => ({ language: token.lang ?? '', text: token.text })),
    codes: tokens.filter((token) => token.type === 'codespan').map((token) => plain(token.raw)),
    tables: tokens
      .filter((token) => token.type === 'table')
      .map((token) => token.rows.map((row) => row.map((cell) => plain(cell.text)))),
  };
}

function all(tokens: Token[]): MarkedToken[] {
  const found: Token[] = [];
  // walkTokens returns promises only if the callback does.
  void marked.walkTokens(tokens, (token) => {
    found.push(token);
  });
  return found.filter((token): token is MarkedToken => token.type !== 'generic');
}

function plain(markdown: string): string {
  return markdown.replaceAll('`', '').trim();
}

function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
