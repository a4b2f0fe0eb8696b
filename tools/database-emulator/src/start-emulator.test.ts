import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { type DatabaseEmulator, type StartOptions, startEmulator } from './start-emulator.ts';

test('every database starts with the rules of the options, until it gets its own', async () => {
  const rules = '{ "rules": { "open": { ".read": true }, ".write": false } }';
  const emulator = await started({ rules });
  expect(await read(emulator, 'one', 'open')).toBeNull();
  expect(await read(emulator, 'two', 'closed')).toEqual({ error: 'Permission denied' });
  await put(emulator, 'two', '.settings/rules', { rules: { closed: { '.read': true } } });
  expect(await read(emulator, 'two', 'closed')).toBeNull();
  expect(await read(emulator, 'one', 'closed')).toEqual({ error: 'Permission denied' });
});

test('rules with an error are rejected at the start, with the position of the error', async () => {
  await expect(startEmulator({ rules: '{ "rules": { ".read": "auth." } }' })).rejects.toThrow(/^1:\d+: /);
});

test('the data of a stopped emulator is the data of the next one', async () => {
  const first = await started();
  await put(first, 'one', 'list', { a: 1, b: { '.priority': 2, '.value': 'x' } });
  await put(first, 'empty', 'a', null);
  const databases = first.databases();
  expect([...databases.keys()]).toEqual(['one']);
  const second = await started({ databases });
  expect(second.databases()).toEqual(databases);
  expect(await read(second, 'one', 'list')).toEqual({ a: 1, b: 'x' });
});

test('a stopped emulator keeps no process alive, with any clients', async ({ signal }) => {
  const index = new URL('./start-emulator.ts', import.meta.url).href;
  const program = `
    const { startEmulator } = await import('${index}');
    const emulator = await startEmulator({ idleMs: 3_600_000, faults: { stalls: [{ ms: 3_600_000 }] } });
    const polled = await fetch(\`http://127.0.0.1:\${emulator.port}/.lp?start=t&ns=one&v=5&cb=1\`);
    const socket = new WebSocket(\`ws://127.0.0.1:\${emulator.port}/.ws?v=5&ns=one\`);
    await new Promise((resolve) => socket.on('message', resolve));
    await emulator.stop();
    console.log('stopped');`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', `import { WebSocket } from 'ws';${program}`];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    signal,
  });
  expect(stdout).toBe('stopped\n');
});

async function started(options: StartOptions = {}): Promise<DatabaseEmulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return emulator;
}

async function read({ port }: DatabaseEmulator, name: string, path: string): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${port}/${path}.json?ns=${name}`)).json();
}

async function put({ port }: DatabaseEmulator, name: string, path: string, json: unknown): Promise<void> {
  const url = `http://127.0.0.1:${port}/${path}.json?ns=${name}`;
  const headers = { authorization: 'Bearer owner' };
  const response = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(json) });
  if (!response.ok) throw new Error(await response.text());
}
