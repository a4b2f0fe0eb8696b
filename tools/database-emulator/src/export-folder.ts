import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ADMIN } from './clients/auth.ts';
import type { Namespaces } from './data/namespaces.ts';
import { isEmpty } from './data/tree.ts';
import { jsonFromNode, WIRE_FORM } from './data/tree-json.ts';
import { InvalidRequestError } from './invalid-request.ts';
import { isObject, type JsonObject, ownProperty } from './json.ts';

/** The JSON of each database by its name, with priorities. */
export type ExportedDatabases = ReadonlyMap<string, unknown>;

/*
 * The form of `firebase emulators:export`: a folder with one file for each database, and a file beside that folder that names it.
 */

const METADATA = 'firebase-export-metadata.json';
const FOLDER = 'database_export';

export function databasesOf(namespaces: Namespaces): ExportedDatabases {
  const filled = namespaces.all().filter(({ root }) => !isEmpty(root));
  return new Map(filled.map(({ name, root }) => [name, jsonFromNode(root, WIRE_FORM)]));
}

/** Loads data without events for functions. */
export function loadDatabases(namespaces: Namespaces, databases: ExportedDatabases): void {
  for (const [name, json] of databases) {
    namespaces.named(name).commit({ writes: [{ path: [], json }], identity: ADMIN, silent: true });
  }
}

/** Reads an export of this emulator or of the Firebase CLI. */
export function readExport(folder: string): ExportedDatabases {
  const { database } = readMetadata(folder);
  const place = isObject(database) ? ownProperty(database, 'path') : undefined;
  if (typeof place !== 'string') {
    throw new InvalidRequestError(
      `${folder} holds no export of the Realtime Database: ${METADATA} is missing or names none.`,
    );
  }
  if (!existsSync(join(folder, place))) throw new InvalidRequestError(`${METADATA} names ${place}, which is missing.`);
  const files = readdirSync(join(folder, place)).filter((name) => name.endsWith('.json'));
  return new Map(files.map((name) => [basename(name, '.json'), readJsonFile(join(folder, place, name))]));
}

/** Replaces the databases of an earlier export in this folder. Exports of other emulators stay. */
export function writeExport(folder: string, databases: ExportedDatabases): void {
  const metadata = existsSync(join(folder, METADATA)) ? readMetadata(folder) : {};
  const place = join(folder, FOLDER);
  // Written completely before the earlier export is removed.
  const written = `${place}.${process.pid}`;
  mkdirSync(written, { recursive: true });
  for (const [name, json] of databases) {
    writeFileSync(join(written, `${name}.json`), JSON.stringify(json));
  }
  rmSync(place, { recursive: true, force: true });
  renameSync(written, place);
  const own = { database: { version: 'database-emulator', path: FOLDER } };
  writeFileSync(join(folder, METADATA), JSON.stringify({ ...metadata, ...own }, undefined, 2));
}

function readMetadata(folder: string): JsonObject {
  const file = join(folder, METADATA);
  const metadata = existsSync(file) ? readJsonFile(file) : {};
  return isObject(metadata) ? metadata : {};
}

function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InvalidRequestError(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
