import { CannotRun } from '../exit-code.ts';
import { readApp, writtenCollections } from '../project/app.ts';

/** A path that fits into rules without quotes: a collection, or a collection below a document. */
const PATH = /^[\w-]+(\/[\w-]+\/[\w-]+)*$/;

export interface ChosenCollection {
  /** The collection of the status documents. */
  collection: string;
  /** All collections that the functions write, this one included. Others may be those of other instances of the kit, or of other projects. */
  inUse: readonly string[];
}

/**
 * The collection of the status documents: that which the functions in the project write, otherwise that of the command line, otherwise the
 * default.
 *
 * @throws CannotRun if the command line names another collection than the functions write, or no collection
 */
export function chooseCollection(folder: string, wanted: string | undefined): ChosenCollection {
  if (wanted !== undefined && !PATH.test(wanted)) {
    const fix = 'Give a name such as presence, or a path such as teams/red/presence, of letters, digits, - and _.';
    throw new CannotRun(`--collection ${wanted} is not the path of a collection.`, fix);
  }
  const app = readApp(folder, {});
  const { functions, parametersFolder, collection } = app;
  if (functions === undefined) return { collection: wanted ?? collection, inUse: [wanted ?? collection] };
  if (wanted === undefined || wanted === collection)
    return { collection, inUse: [collection, ...writtenCollections(app)] };
  throw new CannotRun(
    `The functions in this project write into the collection ${collection}, not into ${wanted}.`,
    `Write PRESENCE_COLLECTION=${wanted} into ${parametersFolder}/.env, then run init without --collection.`,
  );
}
