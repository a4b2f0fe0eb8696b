import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { init, undoInit } from './init.ts';
import { APP, filesIn, folderWith, OPTIONS, silent } from './test-project.ts';

const SOURCE = 'function-kits/presence/source';
const INSTALL = `npm --prefix ${SOURCE} install --ignore-scripts --no-audit --no-fund`;
const BUILD = `npm --prefix ${SOURCE} run build --if-present`;

test.each([
  ['install', 'npm install', '.', `${INSTALL} && ${BUILD}`],
  ['run', 'npm run build', ', npm install.', BUILD],
])('if npm fails, init says what is finished, what is not, and how to finish', async (word, step, also, fix) => {
  npmFailsAt(word);
  const terminal = silent();
  const folder = folderWith(APP);
  expect(await init(folder, { ...OPTIONS, install: true }, terminal)).toBe(1);
  expect(terminal.said()).not.toContain('Done');
  expect(terminal.said()).toContain(`init is not finished: ${step} failed`);
  expect(terminal.said()).toContain(`Finished: the files above and .firebase-presence.json are written${also}`);
  expect(terminal.said()).toContain(`then run: ${fix}\n`);
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(APP);
});

test('init says that it is done when npm is done', async () => {
  npmFailsAt('nothing');
  const terminal = silent();
  expect(await init(folderWith(APP), { ...OPTIONS, install: true }, terminal)).toBe(0);
  expect(terminal.said()).toContain('Done.');
});

test('a second run after a failed npm says how to finish', async () => {
  npmFailsAt('install');
  const folder = folderWith(APP);
  await init(folder, { ...OPTIONS, install: true }, silent());
  const terminal = silent();
  await init(folder, { ...OPTIONS, install: true }, terminal);
  expect(terminal.said()).toBe(`Nothing to change. The functions are not installed. To finish: ${INSTALL} && ${BUILD}`);
});

test('init that cannot write a file says what it has written, and the next run does the rest', async () => {
  // A file with the name of the folder of the kit.
  const folder = folderWith({ ...APP, 'function-kits': '' });
  const failure = init(folder, OPTIONS, silent());
  await expect(failure).rejects.toMatchObject({
    file: 'function-kits/presence/config-presence/.env',
    what: expect.stringMatching(/the file cannot be written: .*\nWritten: nothing\nNot written: .*firebase\.json$/),
  });
  rmSync(join(folder, 'function-kits'));
  const terminal = silent();
  expect(await init(folder, OPTIONS, terminal)).toBe(0);
  expect(terminal.said()).toContain('Done.');
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(APP);
});

test('an undo takes back what a stopped init has written', async () => {
  // A file in the place of a folder.
  const { 'database.rules.json': _, ...rest } = APP;
  const folder = folderWith({ ...rest, 'rules.json/a': '' });
  const json = readFileSync(join(folder, 'firebase.json'), 'utf8').replace('database.rules.json', 'rules.json/a/b');
  writeFileSync(join(folder, 'firebase.json'), json);
  const before = filesIn(folder);
  await expect(init(folder, OPTIONS, silent())).rejects.toMatchObject({
    file: 'rules.json/a/b',
    what: expect.stringContaining('Not written: rules.json/a/b, firebase.json'),
  });
  expect(filesIn(folder)['rules/firestore.rules']).toContain('match /status/{uid}');
  expect(await undoInit(folder, OPTIONS, silent())).toBe(0);
  expect(filesIn(folder)).toEqual(before);
});

/** Puts an `npm` first into the path that fails at one of its commands, and does nothing. */
function npmFailsAt(word: string): void {
  const folder = folderWith({});
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\n[ "$1" != ${word} ]\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}
