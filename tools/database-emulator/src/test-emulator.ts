import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { Emulator, type EmulatorOptions } from './emulator.ts';
import { EmulatorServer } from './network/server.ts';

/** For tests: starts an emulator on a port of its own, in this process. */
export async function openTestEmulator(options: Partial<EmulatorOptions> = {}) {
  const emulator = new Emulator({ idleMs: 60_000, ...options });
  const server = new EmulatorServer(emulator);
  const { port } = await server.listen('127.0.0.1', 0);
  onTestFinished(() => server.close());
  const address = `127.0.0.1:${port}`;
  return {
    address,
    emulator,
    call: (method: string, path: string, body?: unknown) => call(`http://${address}${path}`, method, body),
    connect: (parameters = 'v=5&ns=demo', socketOptions?: { readonly autoPong: boolean }) =>
      connect(`ws://${address}/.ws?${parameters}`, socketOptions),
  };
}

async function call(url: string, method: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { authorization: 'Bearer owner' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
}

/** A plain WebSocket client that records the messages that it receives. */
function connect(url: string, socketOptions = { autoPong: true }) {
  const socket = new WebSocket(url, socketOptions);
  const client = {
    socket,
    received: [] as unknown[],
    closed: false,
    send: (message: object) => socket.send(JSON.stringify(message)),
  };
  socket.on('message', (data) => {
    client.received.push(JSON.parse(data.toString()));
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    client.closed = true;
  });
  onTestFinished(() => socket.terminate());
  return client;
}

export function request(number: number, action: string, body: object): object {
  return { t: 'd', d: { r: number, a: action, b: body } };
}

export function control(type: string, data: unknown = {}): object {
  return { t: 'c', d: { t: type, d: data } };
}
