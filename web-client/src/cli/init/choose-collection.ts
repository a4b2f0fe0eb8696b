import { CannotRun } from '../exit-code.ts';
import { readApp } from '../project/app.ts';

/** A path that fits into rules without quotes: a collection, or a collection below a document. */
const PATH = /^[\w-]+(\/[\w-]+\/[\w-]+)*$/;

/**
 * The collection of the status documents: that which the functions in the project write, otherwise that of the command line, otherwise the
 * default.
 *
 * @throws CannotRun if the command line names another collection than the functions write, or no collection
 */
export function chooseCollection(folder: string, wanted: string | undefined): string {
  if (wanted !== undefined && !PATH.test(wanted)) {
    const fix = 'Give a name such as presence, or a path such as teams/red/presence, of letters, digits, - and _.';
    throw new CannotRun(`--collection ${wanted} is not the path of a collection.`, fix);
  }
  const { functions, parametersFolder, collection } = readApp(folder, {});
  if (functions === undefined) return wanted ?? collection;
  if (wanted === undefined || wanted === collection) return collection;
  throw new CannotRun(
    `The functions in this project write into the collection ${collection}, not into ${wanted}.`,
    `Write PRESENCE_COLLECTION=${wanted} into ${parametersFolder}/.env, then run init without --collection.`,
  );
}
