import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withoutComments } from '../text/without-comments.ts';

/** A source file of the app. */
export interface Source {
  /** Relative to the project, with slashes. */
  path: string;
  /** With spaces in the place of comments. What a comment says is no setting of the app. */
  text: string;
}

const EXTENSIONS = /\.(?:[cm]?[jt]sx?|vue|svelte|html|json)$|^\.env(?:\.|$)/;

const NOT_SOURCES = new Set(['node_modules', 'dist', 'build', 'lib', 'out', 'coverage', 'function-kits', 'public']);

/** More than that is no hand-written file. */
const MOST_BYTES = 300_000;

/** More than that is no app, but a folder of many. */
const MOST_FILES = 3000;

/** The sources of the app: what people wrote below the project, without its functions. */
export function appSources(folder: string, functionFolders: readonly string[]): Source[] {
  const sources: Source[] = [];
  for (const path of filesBelow(folder, '', new Set(functionFolders))) {
    if (sources.length === MOST_FILES) break;
    const text = textOf(join(folder, path));
    if (text !== null) sources.push({ path, text: withoutComments(path, text) });
  }
  return sources;
}

function* filesBelow(folder: string, path: string, left: ReadonlySet<string>): Generator<string> {
  for (const entry of entriesOf(join(folder, path))) {
    const inside = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) {
      if (isOfSources(entry.name) && !left.has(inside)) yield* filesBelow(folder, inside, left);
    } else if (EXTENSIONS.test(entry.name) && !/^package(-lock)?\.json$/.test(entry.name)) {
      yield inside;
    }
  }
}

function isOfSources(folderName: string): boolean {
  return !NOT_SOURCES.has(folderName) && !folderName.startsWith('.');
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // A folder that nobody may list contains no sources that a build can read.
    return [];
  }
}

function textOf(path: string): string | null {
  try {
    return statSync(path).size > MOST_BYTES ? null : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
