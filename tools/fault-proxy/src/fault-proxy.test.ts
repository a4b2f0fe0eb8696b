import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openFaultProxy } from './fault-proxy.ts';

test('a healthy proxy carries data in both directions, and the end of a socket', async () => {
  const { client } = await setUp();
  client.sends('hello');
  await expect.poll(() => client.received).toBe('HELLO');
  client.socket.end();
  await once(client.socket, 'close');
});

test('a silent proxy carries nothing, not even the end of the server, until it is healed', async () => {
  const { proxy, client, server } = await setUp();
  client.sends('one');
  await expect.poll(() => client.received).toBe('ONE');
  proxy.silence();
  client.sends('two');
  const late = await connects(proxy);
  late.sends('three');
  server.resets();
  await expect.poll(() => server.open).toBe(1);
  expect([client.closed, client.received, late.received]).toEqual([false, 'ONE', '']);
  proxy.heal();
  await expect.poll(() => late.received).toBe('THREE');
  await expect.poll(() => client.closed).toBe(true);
});

test('stranded sockets carry nothing any more, and new ones do', async () => {
  const { proxy, client, server } = await setUp();
  client.sends('one');
  await expect.poll(() => client.received).toBe('ONE');
  proxy.strand();
  client.sends('never received');
  const next = await connects(proxy);
  next.sends('hello');
  await expect.poll(() => next.received).toBe('HELLO');
  server.resets();
  proxy.heal();
  next.sends('again');
  await expect.poll(() => next.received).toBe('HELLOAGAIN');
  expect([client.received, client.closed]).toEqual(['ONE', false]);
});

test('a cut resets the sockets and refuses new ones, until it is healed', async () => {
  const { proxy, client } = await setUp();
  proxy.cut();
  await expect.poll(() => client.closed).toBe(true);
  const refused = await connects(proxy);
  await expect.poll(() => refused.closed).toBe(true);
  proxy.heal();
  const accepted = await connects(proxy);
  accepted.sends('back');
  await expect.poll(() => accepted.received).toBe('BACK');
});

/** A server that answers in capitals, a proxy in front of it, and a client of the proxy. */
async function setUp() {
  const sockets = new Set<Socket>();
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (data) => socket.write(data.toString().toUpperCase()));
  });
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const proxy = await openFaultProxy({ host: '127.0.0.1', port: address.port });
  onTestFinished(async () => {
    await proxy.close();
    listening.close();
  });
  const server = {
    get open() {
      return sockets.size;
    },
    /** Resets the first connection. */
    resets: () => [...sockets][0]?.resetAndDestroy(),
  };
  return { proxy, server, client: await connects(proxy) };
}

async function connects({ host, port }: { host: string; port: number }) {
  const socket = connect(port, host);
  const client = { socket, received: '', closed: false, sends: (text: string) => socket.write(text) };
  socket.on('data', (data) => {
    client.received += data.toString();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    client.closed = true;
  });
  // A refused client can see the end before or after its connection was open.
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
  return client;
}
