import type { Finding } from '../finding.ts';
import { FIREBASE_JSON, type FirebaseConfig, firebaseConfigOf } from '../project/firebase-json.ts';
import { insertFirst } from '../text/insert-first.ts';
import { insideOf, lineOf, nodeAt, parseJson } from '../text/json.ts';
import { indentUnitOf, lineBreakOf } from '../text/lines.ts';
import { isNameTaken, KIT, type KitSource, kitEntry, presenceEntry } from './kit.ts';
import type { Merge } from './merge.ts';

const SKELETON = '{}\n';

export interface FirebaseJsonOptions {
  firestoreDatabase: string;
  kit: KitSource;
  read: (path: string) => string | null;
}

export interface FirebaseJsonMerge extends Merge {
  /** What firebase.json says afterwards. */
  config: FirebaseConfig;
  /** True if this adds the kit. */
  addsKit: boolean;
}

/** Merges the functions into firebase.json, and the names of the rules and indexes that it does not name. */
export function mergeFirebaseJson(before: string | null, options: FirebaseJsonOptions): FirebaseJsonMerge {
  const { firestoreDatabase, kit, read } = options;
  const source = before ?? SKELETON;
  const was = configOf(source, firestoreDatabase);
  const present = presenceEntry(was, read) !== undefined;
  const taken = !present && isNameTaken(was);
  const addsKit = !present && !taken;
  // The last one first, because each is inserted at the top.
  const withFirestore = addFirestore(source, was, firestoreDatabase);
  const withDatabase = was.databaseRules.length > 0 ? withFirestore : addDatabase(withFirestore);
  const after = addsKit ? addFunctions(withDatabase, kitEntry(kit)) : withDatabase;
  return {
    path: FIREBASE_JSON,
    before,
    skeleton: SKELETON,
    after,
    findings: taken ? [nameTaken(source)] : [],
    marks: {},
    config: configOf(after, firestoreDatabase),
    addsKit,
  };
}

function configOf(text: string, firestoreDatabase: string): FirebaseConfig {
  return firebaseConfigOf(parseJson(FIREBASE_JSON, text), firestoreDatabase);
}

function addDatabase(text: string): string {
  return add(text, ['database'], '"rules": "database.rules.json"', '"database": { "rules": "database.rules.json" }');
}

function addFirestore(text: string, { firestore }: FirebaseConfig, database: string): string {
  if (firestore === undefined) {
    const named = database === '(default)' ? '' : `\n  "database": "${database}",`;
    const rest = '\n  "rules": "firestore.rules",\n  "indexes": "firestore.indexes.json"\n}';
    return add(text, ['firestore'], '', `"firestore": {${named}${rest}`);
  }
  const indexes = firestore.indexes ? text : add(text, firestore.place, '"indexes": "firestore.indexes.json"', '');
  return firestore.rules ? indexes : add(indexes, firestore.place, '"rules": "firestore.rules"', '');
}

/** Adds a property to the object at a place, or the whole object to the root if there is none. */
function add(text: string, place: (string | number)[], property: string, whole: string): string {
  const json = parseJson(FIREBASE_JSON, text);
  const node = nodeAt(json, ...place);
  // A list of databases: each of them gets a name for its rules from the app.
  const object = node?.type === 'array' ? node.children?.[0] : node;
  if (object?.type === 'object') return insertFirst(text, insideOf(object), property, ',');
  return insertFirst(text, insideOf(json.root), whole, ',');
}

function addFunctions(text: string, entry: string): string {
  const json = parseJson(FIREBASE_JSON, text);
  const functions = nodeAt(json, 'functions');
  if (functions?.type === 'array') return insertFirst(text, insideOf(functions), entry, ',');
  if (functions?.type === 'object') return addFunctions(asList(text, functions), entry);
  return addFunctions(insertFirst(text, insideOf(json.root), '"functions": []', ','), entry);
}

/** Makes a list of the app's only codebase. */
function asList(text: string, { offset, length }: { offset: number; length: number }): string {
  const [lineBreak, unit] = [lineBreakOf(text), indentUnitOf(text)];
  const codebase = text.slice(offset, offset + length).replaceAll(/\n(?=.)/g, `\n${unit}`);
  const list = `[${lineBreak}${unit}${unit}${codebase}${lineBreak}${unit}]`;
  return text.slice(0, offset) + list + text.slice(offset + length);
}

function nameTaken(text: string): Finding {
  const node = nodeAt(parseJson(FIREBASE_JSON, text), 'functions');
  return {
    code: 'name-taken',
    severity: 'error',
    file: FIREBASE_JSON,
    line: node && lineOf(parseJson(FIREBASE_JSON, text), node),
    what: `the app has a functions codebase or kit with the name '${KIT}', which is not that of presence.`,
    fix: `Give it another name, or add the kit ${KIT} by hand under another one: npx firebase-tools functions:kits:install`,
  };
}
