import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openFaultProxy } from './fault-proxy.ts';

test('a healthy proxy carries what is said both ways, and the end of it', async () => {
  const { client } = await setUp();
  client.says('hello');
  await expect.poll(() => client.heard).toBe('HELLO');
  client.socket.end();
  await once(client.socket, 'close');
});

test('nothing gets through a black hole, not even the end of the server, until it is healed', async () => {
  const { proxy, client, server } = await setUp();
  client.says('one');
  await expect.poll(() => client.heard).toBe('ONE');
  proxy.silence();
  client.says('two');
  const late = await connects(proxy);
  late.says('three');
  server.hangsUp();
  await expect.poll(() => server.open).toBe(1);
  expect([client.closed, client.heard, late.heard]).toEqual([false, 'ONE', '']);
  proxy.heal();
  await expect.poll(() => late.heard).toBe('THREE');
  await expect.poll(() => client.closed).toBe(true);
});

test('stranded sockets stay silent for good, while new ones are carried', async () => {
  const { proxy, client, server } = await setUp();
  client.says('one');
  await expect.poll(() => client.heard).toBe('ONE');
  proxy.strand();
  client.says('never heard');
  const next = await connects(proxy);
  next.says('hello');
  await expect.poll(() => next.heard).toBe('HELLO');
  server.hangsUp();
  proxy.heal();
  next.says('again');
  await expect.poll(() => next.heard).toBe('HELLOAGAIN');
  expect([client.heard, client.closed]).toEqual(['ONE', false]);
});

test('a cut resets what is connected and refuses who comes, until it is healed', async () => {
  const { proxy, client } = await setUp();
  proxy.cut();
  await expect.poll(() => client.closed).toBe(true);
  const refused = await connects(proxy);
  await expect.poll(() => refused.closed).toBe(true);
  proxy.heal();
  const welcome = await connects(proxy);
  welcome.says('back');
  await expect.poll(() => welcome.heard).toBe('BACK');
});

/** A server that answers in capitals, a proxy in front of it, and a client of that. */
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
    /** On the connection that came first. */
    hangsUp: () => [...sockets][0]?.resetAndDestroy(),
  };
  return { proxy, server, client: await connects(proxy) };
}

async function connects({ host, port }: { host: string; port: number }) {
  const socket = connect(port, host);
  const client = { socket, heard: '', closed: false, says: (text: string) => socket.write(text) };
  socket.on('data', (data) => {
    client.heard += data.toString();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    client.closed = true;
  });
  // Whoever is refused may hear of it before or after the connection stood.
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
  return client;
}
