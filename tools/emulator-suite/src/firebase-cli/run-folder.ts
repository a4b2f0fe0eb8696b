import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder outside the project for what one run of the suite needs. */
export interface RunFolder {
  readonly directory: string;
  /** Stands in for the person's own ~/.config: no login, no telemetry, no message of the day. */
  readonly config: string;
  /** Place holders: firebase-tools wants a file and changes its mode, so neither a jar nor a source of ours may be named. */
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
