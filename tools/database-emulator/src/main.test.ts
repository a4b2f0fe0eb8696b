import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

function run(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { env: { ...process.env, ...env } });
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
  return { child, output };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test.each(['SIGINT', 'SIGTERM'] as const)('it says where it listens, and ends well on %s', async (signal) => {
  const port = await freePort();
  const { child, output } = run([
    ...['--host', '127.0.0.1', '--port', String(port), '--single_project_mode', 'Warning'],
    ...['--functions_emulator_host', '127.0.0.1', '--functions_emulator_port', '1'],
  ]);
  await vi.waitFor(() => expect(output.out).not.toBe(''), { timeout: 20_000 });
  expect(output.out).toBe(`Realtime Database emulator (Node stand-in) listening on http://127.0.0.1:${port}\n`);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(output.err).toBe('');
});

test('an argument or a fault plan that it does not know stops it', async () => {
  const unknown = run(['--rules', 'x']);
  const misspelt = run(['--port', '0'], { RTDB_CHAOS: '{"event": []}' });
  const codes = await Promise.all([once(unknown.child, 'exit'), once(misspelt.child, 'exit')]);
  expect(codes).toEqual([
    [1, null],
    [1, null],
  ]);
  expect(unknown.output.err).toContain("Unknown option '--rules'");
  expect(misspelt.output.err).toContain('A fault plan knows no "event"');
});
