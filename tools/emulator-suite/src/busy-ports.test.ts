import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { busyPortsMessage, refuseBusyPorts } from './busy-ports.ts';

const emulator = (port: number | undefined) => ({
  name: 'database',
  title: 'Realtime Database',
  host: '127.0.0.1',
  port,
});

test('free ports, and ports that firebase-tools chooses, are accepted', async () => {
  const { port, close } = await listen();
  await close();
  await expect(refuseBusyPorts([emulator(port), emulator(undefined)])).resolves.toBeUndefined();
});

test('the error names every busy port', async () => {
  const { port, close } = await listen();
  onTestFinished(close);
  await expect(refuseBusyPorts([emulator(port)])).rejects.toThrow(`Port ${port} (Realtime Database) is in use`);
});

test('the command that finds the program on a port fits the operating system', () => {
  expect(busyPortsMessage([emulator(9000)], 'linux')).toContain("ss -ltnp 'sport = :9000'");
  expect(busyPortsMessage([emulator(9000)], 'darwin')).toContain('lsof -nP -iTCP:9000 -sTCP:LISTEN');
});

async function listen(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
