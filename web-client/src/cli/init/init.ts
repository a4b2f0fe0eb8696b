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
import { installKit } from './install.ts';
import { type KitSource, sourceFolder } from './kit.ts';
import { type Plan, planInit } from './plan.ts';
import { type InitRecord, RECORD, readRecord, recordOf, textOfRecord, undone } from './record.ts';
import { shownDiff } from './show-diff.ts';
import { copyFile, removeInstalled, writeFile } from './write-files.ts';

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
  const collection = chooseCollection(folder, options.collection);
  const plan = planInit(project, { ...options, kit, region, collection, wrote: earlier.marks });
  const stops = hasErrors(plan.findings);
  show(stops ? { ...plan, changes: [], copy: null } : plan, options.json, terminal);
  if (options.json) terminal.out(asJson(plan));
  if (stops) terminal.err('Nothing was changed, because of the errors above.');
  if (stops) return FOUND;
  if (plan.changes.length === 0) {
    if (!options.json) terminal.out('Presence is set up. Nothing to change.');
    return FINE;
  }
  if (!(await mayWrite(options.yes, terminal))) return FOUND;
  const installs = plan.addsKit && options.install;
  writePlan(project, plan, {
    earlier: { ...earlier, collection },
    installedIn: installs ? sourceFolder(kit) : earlier.installedIn,
  });
  const failed = installs ? await installKit(project, sourceFolder(kit)) : null;
  if (!options.json) terminal.out(nextSteps(plan, { kit, collection, installed: installs }));
  if (failed === null) return FINE;
  terminal.err(
    `The functions could not be installed. The files are written. Correct what npm says above, then run: ${failed}`,
  );
  return FOUND;
}

/** @param installedIn the folder in which npm is about to install: an undo removes what it made, also if npm fails */
function writePlan(
  project: Project,
  { changes, copy, marks }: Plan,
  { earlier, installedIn }: { earlier: InitRecord; installedIn: string | null },
): void {
  for (const { path, after } of changes) writeFile(project, path, after);
  if (copy !== null) copyFile(project, copy);
  const record = { ...recordOf(earlier, changes, marks), installedIn, copied: copy?.path ?? earlier.copied };
  writeFile(project, RECORD, textOfRecord(record));
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
  if (record.installedIn !== null) removeInstalled(project, record.installedIn);
  if (record.copied !== null) writeFile(project, record.copied, null);
  for (const { path, after } of files) writeFile(project, path, after);
  writeFile(project, RECORD, null);
  if (!options.json) terminal.out('The changes of init are taken back.');
  return FINE;
}

function show({ changes, copy, findings }: Plan, json: boolean, terminal: Terminal): void {
  if (json) return;
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
  kit: KitSource;
  collection: string;
  /** True if npm has installed the functions. */
  installed: boolean;
}

function nextSteps({ addsKit }: Plan, { kit, collection, installed }: Setup): string {
  const options = collection === DEFAULT_COLLECTION ? '' : `, { collection: '${collection}' }`;
  const install = `npm --prefix ${sourceFolder(kit)} install && npm --prefix ${sourceFolder(kit)} run build --if-present`;
  return [
    `Done. ${RECORD} says what was changed; keep it with your sources, for init --undo.`,
    'Next:',
    ...(addsKit && !installed ? [`  ${install}`] : []),
    `  In your app: import { getPresence } from 'firebase-presence'; getPresence(app${options});`,
    '  npx firebase-tools deploy --only functions,database,firestore',
  ].join('\n');
}
