import type { Finding } from '../finding.ts';
import { readFirebaseJson } from '../project/firebase-json.ts';
import type { Project } from '../project/project.ts';
import { archiveCopy, type Copy, type KitSource, kitFiles } from './kit.ts';
import type { Merge } from './merge.ts';
import { mergeDatabaseRules } from './merge-database-rules.ts';
import { mergeFirebaseJson } from './merge-firebase-json.ts';
import { mergeFirestoreRules } from './merge-firestore-rules.ts';
import { mergeIndexes } from './merge-indexes.ts';
import type { Marks } from './record.ts';

export interface PlanOptions {
  kit: KitSource;
  /** The region of the Realtime Database; null if nothing in the project names it. */
  region: string | null;
  firestoreDatabase: string;
  /** The collection of the status documents. */
  collection: string;
  /** All collections that the functions write. */
  inUse: readonly string[];
  replace: boolean;
  /** The marks of the blocks that an earlier `init` wrote, by file. */
  wrote: Marks;
}

/** What `init` would change. */
export interface Plan {
  /** The files that change. */
  changes: Merge[];
  findings: Finding[];
  marks: Marks;
  addsKit: boolean;
  /** The packed package of the functions, if the kit is added from one. */
  copy: Copy | null;
}

/** Computes all changes without writing any. @throws FileProblem if a file is not valid */
export function planInit(project: Project, options: PlanOptions): Plan {
  const { collection, inUse, replace, wrote } = options;
  const before = readFirebaseJson(project)?.text ?? null;
  const firebaseJson = mergeFirebaseJson(before, { ...options, read: project.read });
  const { databaseRules, firestore } = firebaseJson.config;
  const { rules = 'firestore.rules', indexes = 'firestore.indexes.json' } = firestore ?? {};
  const merges: Merge[] = [
    firebaseJson,
    ...databaseRules.map((path) => mergeDatabaseRules(path, project.read(path), { replace, wrote: wrote[path] ?? {} })),
    mergeFirestoreRules(rules, project.read(rules), { collection, inUse, replace, wrote: wrote[rules] ?? {} }),
    mergeIndexes(indexes, project.read(indexes), { collection, inUse, wrote: wrote[indexes] ?? {} }),
    ...(firebaseJson.addsKit ? newFiles(project, kitFiles(options.kit, options)) : []),
  ];
  return {
    changes: merges.filter(({ before: was, after }) => was !== after),
    findings: merges.flatMap(({ findings }) => findings),
    marks: Object.fromEntries(merges.map(({ path, marks }) => [path, marks])),
    addsKit: firebaseJson.addsKit,
    copy: firebaseJson.addsKit ? archiveCopy(options.kit) : null,
  };
}

/** The files of the kit. A file that exists stays as it is. */
function newFiles(project: Project, files: Record<string, string>): Merge[] {
  return Object.entries(files)
    .filter(([path]) => project.read(path) === null)
    .map(([path, after]) => ({ path, before: null, skeleton: '', after, findings: [], marks: {} }));
}
