import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import { presenceEntry } from '../init/kit.ts';
import { parseJson, valueAt } from '../text/json.ts';
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
  const projectId = options.project ?? process.env.GCLOUD_PROJECT ?? defaultProject(project);
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

function defaultProject(project: Project): string | null {
  const text = project.read('.firebaserc');
  if (text === null) return null;
  try {
    // The Firebase CLI allows comments in this file.
    const name = valueAt(parseJson('.firebaserc', text), 'projects', 'default');
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
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
