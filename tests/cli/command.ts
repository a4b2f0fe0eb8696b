import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../web-client/dist/cli/main.js', import.meta.url));

/** What a run of the command printed, and its exit code. */
export interface CommandResult {
  code: number;
  out: string;
  err: string;
}

/** Runs the built command in a folder, as `npx firebase-presence` does. */
export function presenceCommand(folder: string, words: string[], variables = {}): Promise<CommandResult> {
  return new Promise((done) => {
    const env = { ...process.env, ...variables };
    execFile(process.execPath, [COMMAND, ...words], { cwd: folder, env }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

/** A folder of an app, with these files. */
export function appFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'firebase-presence-app-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function textIn(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}
