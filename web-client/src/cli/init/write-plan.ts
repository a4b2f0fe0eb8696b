import { FileProblem } from '../file-problem.ts';
import type { Project } from '../project/project.ts';
import type { Merge } from './merge.ts';
import type { Plan } from './plan.ts';
import { type InitRecord, RECORD, recordOf, textOfRecord, type Undone } from './record.ts';
import { copyFile, removeInstalled, writeFile } from './write-files.ts';

/*
 * Writes the changes of `init` and of `init --undo`. When a file cannot be written, the record contains what `init` has changed so far, and
 * the error says it. So the next run does the rest, or takes back the part.
 */

/**
 * @param installedIn the folder in which npm is about to install: an undo removes what it made, also if npm fails
 * @throws FileProblem if a file cannot be written
 */
export function writePlan(
  project: Project,
  { changes, copy, marks }: Plan,
  { earlier, collection, installedIn }: { earlier: InitRecord; collection: string; installedIn: string | null },
): void {
  const save = (left: readonly Merge[]): void => {
    const isWritten = (path: string): boolean => left.every((change) => change.path !== path);
    const written = changes.filter(({ path }) => isWritten(path));
    const current = Object.fromEntries(Object.entries(marks).filter(([path]) => isWritten(path)));
    const record = {
      ...recordOf(earlier, { changes: written, marks: current, collection }),
      installedIn,
      copied: copy?.path ?? earlier.copied,
    };
    writeFile(project, RECORD, textOfRecord(record));
  };
  // First, because without a record there is no undo.
  save([]);
  // firebase.json, the first of the changes, comes last: as long as it does not name the functions, the next run adds them.
  const left = changes.toReversed();
  try {
    if (copy !== null) copyFile(project, copy);
    for (const { path, after } of changes.toReversed()) {
      writeFile(project, path, after);
      left.shift();
    }
  } catch (error) {
    save(left);
    throw stopped(error, changes, left, 'To take back what is written: npx firebase-presence init --undo');
  }
}

/** @throws FileProblem if a file cannot be written */
export function writeUndone(project: Project, record: InitRecord, files: readonly Undone[]): void {
  const left = [...files];
  try {
    if (record.installedIn !== null) removeInstalled(project, record.installedIn);
    if (record.copied !== null) writeFile(project, record.copied, null);
    for (const { path, after } of files) {
      writeFile(project, path, after);
      left.shift();
    }
  } catch (error) {
    const changes = record.changes.filter((change) => left.some(({ path }) => path === change.path));
    writeFile(project, RECORD, textOfRecord({ ...record, changes }));
    throw stopped(error, files, left, 'The next undo continues there.');
  }
  writeFile(project, RECORD, null);
}

interface NamedFile {
  path: string;
}

/** The error of a file that cannot be written, with what is written and what is not. */
function stopped(error: unknown, all: readonly NamedFile[], left: readonly NamedFile[], advice: string): unknown {
  if (!(error instanceof FileProblem)) return error;
  const written = all.filter((one) => !left.includes(one));
  const what = `${error.what}\nWritten: ${listed(written)}\nNot written: ${listed(left)}`;
  return new FileProblem(error.file, error.line, what, `${error.fix} ${advice}`);
}

function listed(files: readonly NamedFile[]): string {
  return files.length === 0 ? 'nothing' : files.map(({ path }) => path).join(', ');
}
