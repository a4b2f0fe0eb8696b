import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import { applyPatch, createPatch, parsePatch, reversePatch } from 'diff';
import { FileProblem } from '../file-problem.ts';
import type { Project } from '../project/project.ts';
import { isObject } from '../text/json.ts';
import type { Merge } from './merge.ts';
import { withoutOurs } from './without-ours.ts';

/*
 * What `init` changed, in a file of the project: `init --undo` takes back these changes, and a later `init` recognizes the blocks that an
 * earlier one wrote.
 */

export const RECORD = '.firebase-presence.json';

/** The marks of our blocks, by file and by block. */
export type Marks = Record<string, Record<string, string>>;

export interface InitRecord {
  changes: RecordedChange[];
  marks: Marks;
  /** The folder in which `init` installed packages; null if it installed none. */
  installedIn: string | null;
  /** The packed package that `init` copied into the kit; null if npm downloads it. */
  copied: string | null;
}

/** The change of one file. */
export interface RecordedChange {
  path: string;
  /** What an empty file of this kind contained before `init` began; null if the file existed. */
  createdFrom: string | null;
  /** A unified diff. */
  patch: string;
  /** The collection of the status documents at that run; undefined for the default. */
  collection?: string;
}

export function readRecord(project: Project): InitRecord {
  const text = project.read(RECORD);
  const empty: InitRecord = { changes: [], marks: {}, installedIn: null, copied: null };
  if (text === null) return empty;
  const value = parsed(text);
  if (!isRecord(value)) {
    const fix = `Restore ${RECORD} from your version control, or delete it. Without it, init --undo is not possible.`;
    throw new FileProblem(RECORD, null, 'this is not a record of init', fix);
  }
  return { ...empty, ...value };
}

/** What a run of `init` has done. */
export interface InitRun {
  changes: readonly Merge[];
  marks: Marks;
  collection: string;
}

export function recordOf(earlier: InitRecord, { changes, marks, collection }: InitRun): InitRecord {
  const inCollection = collection === DEFAULT_COLLECTION ? {} : { collection };
  return {
    ...earlier,
    changes: [...earlier.changes, ...changes.map((change) => ({ ...recordedChange(change), ...inCollection }))],
    marks: { ...earlier.marks, ...marks },
  };
}

function recordedChange({ path, before, skeleton, after }: Merge): RecordedChange {
  const patch = createPatch(path, before ?? skeleton, after, undefined, undefined, { context: 2 });
  return { path, createdFrom: before === null ? skeleton : null, patch };
}

export function textOfRecord(record: InitRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** A file after {@link undone}: its text, or null if it is to be deleted. */
export interface Undone {
  path: string;
  before: string;
  after: string | null;
}

/**
 * Takes back the recorded changes, the last one first. Changes that the app made since stay.
 *
 * @throws FileProblem if the app changed the very lines that `init` wrote
 */
export function undone({ changes }: InitRecord, read: (path: string) => string | null): Undone[] {
  return [...new Set(changes.map(({ path }) => path))].flatMap((path) => {
    const before = read(path);
    const ofFile = changes.filter((change) => change.path === path);
    return before === null ? [] : [{ path, before, after: withoutChanges(path, before, ofFile) }];
  });
}

/** @returns null if `init` created the file, and nothing else is in it */
function withoutChanges(path: string, before: string, changes: readonly RecordedChange[]): string | null {
  let text = before;
  /** True if the text contains no part of ours any more, so no change of an earlier run either. */
  let isFree = false;
  for (const { createdFrom, patch, collection = DEFAULT_COLLECTION } of changes.toReversed()) {
    const reversed = withoutPatch(text, patch);
    const rest = reversed ?? withoutOurs(path, text, collection);
    if (rest === null && !isFree) throw cannotUndo(path);
    isFree ||= reversed === null;
    text = rest ?? text;
    if (text === createdFrom) return null;
  }
  return text;
}

/** How many lines around a change may have changed since. */
const LINES_AROUND = 2;

/** @returns null if the lines of the patch have changed */
function withoutPatch(text: string, patch: string): string | null {
  const reversed = parsePatch(patch).map((one) => reversePatch(one));
  const [change] = reversed;
  if (change === undefined) return text;
  const exact = applyPatch(text, change);
  const result = exact === false ? applyPatch(text, change, { fuzzFactor: LINES_AROUND }) : exact;
  return result === false ? null : result;
}

function cannotUndo(path: string): FileProblem {
  const what = 'lines that init wrote have changed since, so they cannot be taken back.';
  const fix = `Remove them by hand: ${RECORD} contains what init changed, as a diff. Then remove each entry of ${path} from "changes" in that file, and run init --undo again.`;
  return new FileProblem(path, null, what, fix);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is InitRecord {
  return isObject(value) && Array.isArray(value.changes) && isObject(value.marks);
}
