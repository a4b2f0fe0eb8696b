import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { answerOf } from './answer.ts';

const folder = mkdtempSync(join(tmpdir(), 'answer-'));
const program = join(folder, 'program.mjs');
// Answers 7, ends, or does nothing.
writeFileSync(
  program,
  "process.on('message', (order) => { if (order === 'load') process.send(7); if (order === 'close') process.exit(3); });",
);
afterAll(() => rmSync(folder, { recursive: true }));

let page: ChildProcess;
const opens = (): ChildProcess => {
  page = fork(program);
  return page;
};
afterEach(() => {
  page.kill();
});

test('answerOf() resolves with the answer of a process', async () => {
  opens();
  expect(await answerOf(page, 'load')).toBe(7);
  expect(await answerOf(page, 'load')).toBe(7);
});

test('answerOf() rejects if the process ends instead of answering', async () => {
  opens();
  await expect(answerOf(page, 'close')).rejects.toThrow('The page did not close: its process ended with 3.');
  await expect(answerOf(page, 'load')).rejects.toThrow('its process ended with 3');
});

test('answerOf() rejects if the process does not answer', async () => {
  opens();
  await expect(answerOf(page, 'start', 1)).rejects.toThrow('its process did not answer');
});
