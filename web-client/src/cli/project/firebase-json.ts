import { FileProblem } from '../file-problem.ts';
import { isObject, type Json, parseJson, valueAt } from '../text/json.ts';
import type { Project } from './project.ts';

export const FIREBASE_JSON = 'firebase.json';

/** What firebase.json says, as far as presence needs it. */
export interface FirebaseConfig {
  /** The files of the Realtime Database rules; empty if none is named. */
  databaseRules: string[];
  /** The Firestore database of presence; undefined if firebase.json has none. */
  firestore?: { rules?: string; indexes?: string; place: (string | number)[] };
  functions: FunctionsEntry[];
  emulators: Record<string, unknown>;
}

/** An entry of `functions`: a codebase or a kit. */
export interface FunctionsEntry {
  source: string;
  codebase?: string;
  kit?: string;
  /** The npm package of a kit. */
  packageName?: string;
  /** The folders with the parameters of the instances, by the names of the instances. */
  instances: Record<string, string>;
}

/** Reads firebase.json; null if there is none. @throws FileProblem if it is not valid */
export function readFirebaseJson(project: Project): Json | null {
  const text = project.read(FIREBASE_JSON);
  return text === null ? null : parseJson(FIREBASE_JSON, text);
}

/** @param firestoreDatabase the id of the Firestore database that holds the statuses; null to leave Firestore out */
export function firebaseConfigOf(json: Json, firestoreDatabase: string | null): FirebaseConfig {
  const databases = listOf(valueAt(json, 'database'));
  return {
    databaseRules: [...new Set(databases.map(({ rules }) => textOf(rules)).filter((path) => path !== undefined))],
    firestore: firestoreDatabase === null ? undefined : firestoreOf(json, firestoreDatabase),
    functions: listOf(valueAt(json, 'functions')).map(functionsEntry),
    emulators: objectOf(valueAt(json, 'emulators')),
  };
}

function firestoreOf(json: Json, wanted: string): FirebaseConfig['firestore'] {
  const value = valueAt(json, 'firestore');
  if (value === undefined) return undefined;
  const all = listOf(value);
  const index = all.findIndex(({ database }) => (textOf(database) ?? '(default)') === wanted);
  const entry = all[index];
  if (entry === undefined) {
    const fix = `Add an entry with "database": "${wanted}", or name another one with --firestore-database.`;
    throw new FileProblem(FIREBASE_JSON, null, `"firestore" has no database '${wanted}'`, fix);
  }
  const place = Array.isArray(value) ? ['firestore', index] : ['firestore'];
  return { rules: textOf(entry.rules), indexes: textOf(entry.indexes), place };
}

function functionsEntry(entry: Record<string, unknown>): FunctionsEntry {
  const instances = Object.entries(objectOf(entry.instances));
  return {
    source: textOf(entry.source) ?? 'functions',
    codebase: textOf(entry.codebase),
    kit: textOf(entry.kit),
    packageName: textOf(objectOf(entry.sourcePackage).name),
    instances: Object.fromEntries(instances.map(([name, folder]) => [name, String(folder)])),
  };
}

function listOf(value: unknown): Record<string, unknown>[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
