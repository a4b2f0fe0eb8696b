import { printable } from '@firebase-presence/contract';
import type { RepairCommand, RepairResult } from '../../../../functions/command-line/run-repair.ts';
import { CannotRun, type ExitCode, FINE, FOUND } from '../exit-code.ts';
import { loadAdmin, setAdminFolders } from '../online/load-admin.ts';
import { type AppOptions, databaseUrlOf, functionsFolder, readApp } from '../project/app.ts';
import type { Terminal } from '../terminal.ts';

export interface RepairOptions extends AppOptions {
  json: boolean;
  dryRun: boolean;
  endFlatRecords: boolean;
  databaseUrl?: string[] | undefined;
  batch: string;
}

/** Repairs what disagrees in the databases of a project. The same code as `npm run repair` of the repository. */
export async function repair(folder: string, options: RepairOptions, terminal: Terminal): Promise<ExitCode> {
  const app = readApp(folder, options);
  const { project, projectId, collection, firestoreDatabase } = app;
  if (projectId === null) throw new CannotRun('No Firebase project is named.', 'Add --project <id>.');
  const batch = Number(options.batch);
  if (!Number.isSafeInteger(batch) || batch < 1)
    throw new CannotRun(`--batch ${options.batch} is no number.`, 'Use 200.');
  setAdminFolders(folder, project.folder, functionsFolder(app) ?? project.folder);
  // Says what is missing, before the code that needs it is loaded.
  await loadAdmin('firebase-admin/app');
  const { repairLines, runRepair } = await import('../../../../functions/command-line/run-repair.ts');
  const command: RepairCommand = {
    projectId,
    databaseUrls: options.databaseUrl ?? urlsOf(app.parameters.PRESENCE_DATABASE_URLS, databaseUrlOf(app)),
    firestoreDatabase,
    collection,
    dryRun: options.dryRun,
    endsFlatRecords: options.endFlatRecords,
    batch,
  };
  const result = await runRepair(command);
  if (options.json) terminal.out(JSON.stringify({ command: 'repair', dryRun: options.dryRun, ...result }, null, 2));
  else for (const line of repairLines(result, options.dryRun)) terminal.out(printable(line));
  for (const reason of result.failed) terminal.err(printable(`Not checked: ${reason}`));
  return result.failed.length > 0 || (options.dryRun && hasIncorrect(result)) ? FOUND : FINE;
}

function hasIncorrect(result: RepairResult): boolean {
  const { disagreements, flatRecords, unleasedConnections, unleasedSeats, miscountedRooms } = result;
  return disagreements.length + (flatRecords?.length ?? 0) + unleasedConnections + unleasedSeats + miscountedRooms > 0;
}

function urlsOf(listed: string | undefined, found: string | null): string[] {
  const urls = (listed ?? '').split(',').filter((url) => url.trim() !== '');
  return urls.length > 0 || found === null ? urls : [found];
}
