import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from './start-emulator.ts';

const BIN = fileURLToPath(new URL('../bin/database-emulator.mjs', import.meta.url));

test.each(['SIGINT', 'SIGTERM'] as const)('the command prints its address, and ends with 0 on %s', async (signal) => {
  const { child, output, address } = run([
    ...['--host', '127.0.0.1', '--port', '0', '--single_project_mode', 'Warning'],
    ...['--functions_emulator_host', '127.0.0.1', '--functions_emulator_port', '1'],
  ]);
  expect((await fetch(await address())).status).toBe(200);
  child.kill(signal);
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(output.err).toBe('');
});

test('--help explains the options and starts nothing', async () => {
  const { child, output } = run(['--help']);
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(output.out).toMatch(/^Usage: database-emulator \[options\]/);
});

test('--rules gives every database its rules', async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, 'rules.json'), '{ "rules": { "open": { ".read": true } } }');
  const { address } = run(['--port', '0', '--rules', join(folder, 'rules.json')]);
  const url = await address();
  expect((await fetch(`${url}/open.json?ns=one`)).status).toBe(200);
  expect((await fetch(`${url}/closed.json?ns=one`)).status).toBe(401);
});

test('--export-on-exit writes data that --import loads, and keeps exports of other emulators', async () => {
  const folder = await emptyFolder();
  const metadata = join(folder, 'firebase-export-metadata.json');
  await writeFile(metadata, JSON.stringify({ version: '14.27.0', auth: { version: '14.27.0', path: 'auth_export' } }));
  const first = run(['--port', '0', '--export-on-exit', folder]);
  const headers = { authorization: 'Bearer owner' };
  const url = `${await first.address()}/list.json?ns=one`;
  await fetch(url, { method: 'PUT', headers, body: '{ "a": 1, "b": { ".priority": 2, ".value": "x" } }' });
  first.child.kill('SIGINT');
  await once(first.child, 'exit');
  expect((await readdir(folder)).sort()).toEqual(['database_export', 'firebase-export-metadata.json']);
  expect(JSON.parse(await readFile(metadata, 'utf8'))).toMatchObject({
    auth: { path: 'auth_export' },
    database: { path: 'database_export' },
  });
  const second = run(['--port', '0', '--import', folder]);
  const response = await fetch(`${await second.address()}/list.json?ns=one&format=export`, { headers });
  expect(await response.json()).toEqual({ a: 1, b: { '.priority': 2, '.value': 'x' } });
});

test('the error names a busy port', async () => {
  const other = await startEmulator();
  onTestFinished(() => other.stop());
  expect(await errorOf(['--port', String(other.port)])).toContain(`Port ${other.port} of 127.0.0.1 is in use.`);
});

test('a wrong option ends the command with an error that names it', async () => {
  expect(await errorOf(['--rule', 'x'])).toContain("Unknown option '--rule'");
});

test('data that no database can hold ends the command with an error', async () => {
  const folder = await emptyFolder();
  await mkdir(join(folder, 'database_export'));
  await writeFile(join(folder, 'firebase-export-metadata.json'), '{ "database": { "path": "database_export" } }');
  await writeFile(join(folder, 'database_export', 'one.json'), '{ "a.b": 1 }');
  expect(await errorOf(['--port', '0', '--import', folder])).toMatch(/^--import: .*a\.b/);
});

async function errorOf(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { child, output } = run(args, env);
  expect(await once(child, 'close')).toEqual([1, null]);
  return output.err;
}

function run(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, ...env } });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const output = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    output.out += text;
  });
  child.stderr.on('data', (text) => {
    output.err += text;
  });
  const address = async (): Promise<string> => {
    await expect.poll(() => output.out).toContain('\n');
    const [, url] =
      /^Realtime Database emulator \(Node\) listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(output.out) ?? [];
    if (url === undefined) throw new Error(`No address: ${output.out}${output.err}`);
    return url;
  };
  return { child, output, address };
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'database-emulator-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}
