import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder outside the project, with the files of one run of the suite. */
export interface RunFolder {
  readonly directory: string;
  /** Replaces the user's ~/.config: no login, no telemetry, no message of the day. */
  readonly config: string;
  /** Placeholders. firebase-tools needs a file and changes its mode, so this must not be a jar or a source file of ours. */
  readonly firestore: string;
  readonly database: string;
  /** One file per started emulator, named by its pid. */
  readonly started: string;
}

export function createRunFolder(): RunFolder {
  const directory = mkdtempSync(join(tmpdir(), 'emulator-suite-'));
  const folder: RunFolder = {
    directory,
    config: join(directory, 'config'),
    firestore: join(directory, 'firestore-of-the-google-cloud-cli'),
    database: join(directory, 'realtime-database-stand-in'),
    started: join(directory, 'started'),
  };
  mkdirSync(folder.started);
  mkdirSync(join(folder.config, 'configstore'), { recursive: true });
  const cliSettings = { usage: false, motd: { fetched: Date.now() } };
  writeFileSync(join(folder.config, 'configstore', 'firebase-tools.json'), JSON.stringify(cliSettings));
  writeFileSync(folder.firestore, '');
  writeFileSync(folder.database, '');
  return folder;
}

export function removeRunFolder(folder: RunFolder): void {
  rmSync(folder.directory, { recursive: true, force: true });
}
