import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import { presenceEntry } from '../init/kit.ts';
import { isObject, parseJson, valueAt } from '../text/json.ts';
import { appSources, type Source } from './app-sources.ts';
import { databaseUrls } from './database-url.ts';
import { type FirebaseConfig, type FunctionsEntry, firebaseConfigOf, readFirebaseJson } from './firebase-json.ts';
import { type Project, projectAt } from './project.ts';

/** An app, as its files describe it. */
export interface App {
  project: Project;
  /** Null if there is no firebase.json. */
  config: FirebaseConfig | null;
  sources: Source[];
  /** The entry of firebase.json that deploys the functions of presence. */
  functions: FunctionsEntry | undefined;
  /** The parameters of the functions, by their names. */
  parameters: Record<string, string | undefined>;
  /** The folder with the files of the parameters, in the project; null without functions. */
  parametersFolder: string | null;
  /** The Firebase project; null if nothing names it. */
  projectId: string | null;
  collection: string;
  firestoreDatabase: string;
}

/** What the command line says about the app. */
export interface AppOptions {
  project?: string | undefined;
  firestoreDatabase?: string | undefined;
  collection?: string | undefined;
}

/** Reads the app that a folder belongs to. @throws FileProblem if firebase.json is not valid */
export function readApp(folder: string, options: AppOptions): App {
  const project = projectAt(folder);
  const json = readFirebaseJson(project);
  const all = json === null ? null : firebaseConfigOf(json, null);
  const functions = all ? presenceEntry(all, project.read) : undefined;
  const projectId = options.project ?? process.env.GCLOUD_PROJECT ?? projectsOf(project).default ?? null;
  const parametersFolder = functions ? (Object.values(functions.instances)[0] ?? functions.source) : null;
  const parameters = parametersOf(project, parametersFolder, projectId);
  const firestoreDatabase = options.firestoreDatabase ?? parameters.PRESENCE_FIRESTORE_DATABASE ?? '(default)';
  return {
    project,
    config: json && firebaseConfigOf(json, firestoreDatabase),
    sources: appSources(project.folder, all?.functions.map(({ source }) => source) ?? []),
    functions,
    parameters,
    parametersFolder,
    projectId,
    collection: options.collection ?? parameters.PRESENCE_COLLECTION ?? DEFAULT_COLLECTION,
    firestoreDatabase,
  };
}

/** Each collection that the functions write: of each instance of the kit, in each project that .firebaserc names. */
export function writtenCollections({ project, functions, projectId, collection }: App): string[] {
  if (functions === undefined) return [collection];
  const folders = Object.values(functions.instances);
  const ids = new Set([projectId, ...Object.values(projectsOf(project))]);
  const parameters = (folders.length > 0 ? folders : [functions.source]).flatMap((folder) =>
    [...ids].map((id) => parametersOf(project, folder, id)),
  );
  return parameters.map(({ PRESENCE_COLLECTION }) => PRESENCE_COLLECTION ?? DEFAULT_COLLECTION);
}

/** The folder of the functions of presence, on the disk; null if there is none. */
export function functionsFolder({ project, functions }: App): string | null {
  return functions ? join(project.folder, functions.source) : null;
}

/** The address of the Realtime Database; null if nothing names it. */
export function databaseUrlOf(app: App): string | null {
  const [listed] = (app.parameters.PRESENCE_DATABASE_URLS ?? '').split(',').filter((url) => url !== '');
  const [found] = databaseUrls(app.sources);
  return listed ?? found?.url ?? (app.projectId && `https://${app.projectId}-default-rtdb.firebaseio.com`);
}

/** The ids of the app's Firebase projects, by their aliases. */
function projectsOf(project: Project): Record<string, string> {
  const text = project.read('.firebaserc');
  if (text === null) return {};
  try {
    // The Firebase CLI allows comments in this file.
    const projects = valueAt(parseJson('.firebaserc', text), 'projects');
    const entries = isObject(projects) ? Object.entries(projects) : [];
    return Object.fromEntries(entries.flatMap(([alias, id]) => (typeof id === 'string' ? [[alias, id]] : [])));
  } catch {
    return {};
  }
}

function parametersOf(
  project: Project,
  folder: string | null,
  projectId: string | null,
): Record<string, string | undefined> {
  if (folder === null) return {};
  const names = ['.env', ...(projectId ? [`.env.${projectId}`] : [])];
  return Object.assign({}, ...names.map((name) => parseEnv(project.read(`${folder}/${name}`) ?? '')));
}
