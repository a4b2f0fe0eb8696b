import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import { type ExitCode, FINE, FOUND } from '../exit-code.ts';
import { hasErrors } from '../finding.ts';
import { appSources } from '../project/app-sources.ts';
import { databaseUrls, regionOf } from '../project/database-url.ts';
import { firebaseConfigOf, readFirebaseJson } from '../project/firebase-json.ts';
import { type Project, projectAt } from '../project/project.ts';
import type { Terminal } from '../terminal.ts';
import { shownFinding } from '../text/show-findings.ts';
import { chooseCollection } from './choose-collection.ts';
import { chooseKit, refuseOtherPackage } from './choose-kit.ts';
import { commandOf, INSTALL_STEPS, type InstallStep, installKit, missingSteps } from './install.ts';
import { presenceEntry, sourceFolder } from './kit.ts';
import { type Plan, planInit } from './plan.ts';
import { RECORD, readRecord, undone } from './record.ts';
import { shownDiff } from './show-diff.ts';
import { writePlan, writeUndone } from './write-plan.ts';

export interface InitOptions {
  yes: boolean;
  replace: boolean;
  json: boolean;
  /** Runs npm in the folder of the kit. */
  install: boolean;
  region?: string | undefined;
  firestoreDatabase: string;
  /** The collection of the status documents. Default: that of the functions in the project, or `status`. */
  collection?: string | undefined;
  package?: string | undefined;
  directory?: string | undefined;
  /** The version of this package. */
  version: string;
}

/** Merges presence into the app's project. Shows the changes first. */
export async function init(folder: string, options: InitOptions, terminal: Terminal): Promise<ExitCode> {
  const project = projectAt(folder);
  const earlier = readRecord(project);
  const kit = chooseKit(project, options, options.version);
  if (options.package !== undefined) refuseOtherPackage(project, kit);
  const region = options.region ?? regionOfProject(project, options.firestoreDatabase);
  const { collection, inUse } = chooseCollection(folder, options.collection);
  const plan = planInit(project, { ...options, kit, region, collection, inUse, wrote: earlier.marks });
  show(plan, options.json, terminal);
  if (hasErrors(plan.findings)) {
    terminal.err('Nothing was changed, because of the errors above.');
    return FOUND;
  }
  if (plan.changes.length === 0) {
    if (!options.json) terminal.out(nothingToChange(project, options.firestoreDatabase));
    return FINE;
  }
  if (!(await mayWrite(options.yes, terminal))) return FOUND;
  const installs = plan.addsKit && options.install;
  const source = sourceFolder(kit);
  writePlan(project, plan, { earlier, collection, installedIn: installs ? source : earlier.installedIn });
  const failed = installs ? await installKit(project, source) : [];
  const left = plan.addsKit && !installs ? INSTALL_STEPS : failed;
  if (failed.length > 0) terminal.err(unfinished({ source, collection, left }));
  else if (!options.json) terminal.out(finished({ source, collection, left }));
  return failed.length > 0 ? FOUND : FINE;
}

/** Takes back what `init` changed, and nothing else. Shows the changes first. */
export async function undoInit(folder: string, options: InitOptions, terminal: Terminal): Promise<ExitCode> {
  const project = projectAt(folder);
  const record = readRecord(project);
  if (record.changes.length === 0) {
    terminal.out(`Nothing to undo: there is no ${RECORD}, in which init writes down what it changed.`);
    return FINE;
  }
  const files = undone(record, project.read);
  if (options.json)
    terminal.out(JSON.stringify({ command: 'init --undo', files: files.map(({ path }) => path) }, null, 2));
  else for (const { path, before, after } of files) terminal.out(shownDiff(path, before, after, terminal.hasColors));
  if (!(await mayWrite(options.yes, terminal))) return FOUND;
  writeUndone(project, record, files);
  if (!options.json) terminal.out('The changes of init are taken back.');
  return FINE;
}

function show(plan: Plan, json: boolean, terminal: Terminal): void {
  if (json) {
    terminal.out(asJson(plan));
    return;
  }
  const { findings } = plan;
  // With an error, `init` makes no change.
  const { changes, copy } = hasErrors(findings) ? { changes: [], copy: null } : plan;
  for (const { path, before, after } of changes) terminal.out(shownDiff(path, before, after, terminal.hasColors));
  if (copy !== null) terminal.out(`${copy.path}: a copy of ${copy.from}`);
  if (changes.length > 0 && findings.length > 0) terminal.out('');
  for (const finding of findings) terminal.out(shownFinding(finding));
}

function asJson({ changes, copy, findings }: Plan): string {
  const changed = changes.map(({ path, before }) => ({ path, created: before === null }));
  const files = copy === null ? changed : [...changed, { path: copy.path, created: true }];
  return JSON.stringify({ command: 'init', files, findings }, null, 2);
}

async function mayWrite(yes: boolean, terminal: Terminal): Promise<boolean> {
  if (yes) return true;
  if (terminal.isInteractive) {
    if (await terminal.confirm('Write these changes?')) return true;
    terminal.err('Nothing was changed.');
    return false;
  }
  terminal.err('Nothing was changed: there is no terminal to ask for your consent. To write the changes, add --yes.');
  return false;
}

/** The region of the database that the app's sources name, if they name one. */
function regionOfProject(project: Project, firestoreDatabase: string): string | null {
  const json = readFirebaseJson(project);
  const functions = json === null ? [] : firebaseConfigOf(json, firestoreDatabase).functions;
  const urls = databaseUrls(
    appSources(
      project.folder,
      functions.map(({ source }) => source),
    ),
  );
  const regions = new Set(urls.map(({ url }) => regionOf(url)));
  const [region = null] = regions;
  return regions.size === 1 ? region : null;
}

interface Setup {
  /** The folder with the functions. */
  source: string;
  collection: string;
  /** What npm still has to do there. */
  left: readonly InstallStep[];
}

function finished({ source, collection, left }: Setup): string {
  return [
    `Done. ${RECORD} says what was changed; keep it with your sources, for init --undo.`,
    'Next:',
    ...(left.length > 0 ? [`  ${commandOf(left, source)}`] : []),
    ...nextSteps(collection),
  ].join('\n');
}

/** @param setup its first step is the one that failed */
function unfinished({ source, collection, left }: Setup): string {
  const succeeded = INSTALL_STEPS.filter((step) => !left.includes(step));
  const namesOf = (steps: readonly InstallStep[]): string[] => steps.map(({ name }) => name);
  return [
    `init is not finished: ${left[0]?.name} failed, as npm says above.`,
    `Finished: ${[`the files above and ${RECORD} are written`, ...namesOf(succeeded)].join(', ')}.`,
    `Not finished: ${namesOf(left).join(', ')}.`,
    `To finish, correct what npm says, then run: ${commandOf(left, source)}`,
    'Then:',
    ...nextSteps(collection),
  ].join('\n');
}

function nextSteps(collection: string): string[] {
  const options = collection === DEFAULT_COLLECTION ? '' : `, { collection: '${collection}' }`;
  return [
    `  In your app: import { getPresence } from 'firebase-presence'; getPresence(app${options});`,
    '  npx firebase-tools deploy --only functions,database,firestore',
  ];
}

/** An earlier run may have written all files before npm failed. */
function nothingToChange(project: Project, firestoreDatabase: string): string {
  const json = readFirebaseJson(project);
  const entry = json === null ? undefined : presenceEntry(firebaseConfigOf(json, firestoreDatabase), project.read);
  const left = entry === undefined ? [] : missingSteps(project, entry.source);
  if (entry === undefined || left.length === 0) return 'Presence is set up. Nothing to change.';
  return `Nothing to change. The functions are not installed. To finish: ${commandOf(left, entry.source)}`;
}
