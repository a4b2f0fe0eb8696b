import { once } from 'node:events';
import { expect, test } from 'vitest';
import { control, openTestEmulator, request } from '../test-emulator.ts';

const OK = expect.objectContaining({ s: 'ok' });

async function leaves(client: { send: (message: object) => void; received: unknown[] }, path: string): Promise<void> {
  client.send(request(1, 'o', { p: path, d: 'gone' }));
  await expect.poll(() => client.received).toContainEqual({ t: 'd', d: { r: 1, b: OK } });
}

test('the server greets first, with the host as the client knows it', async () => {
  const { address, connect } = await openTestEmulator();
  const { received } = connect();
  await expect.poll(() => received).toHaveLength(1);
  expect(received).toEqual([
    control('h', { ts: expect.any(Number), v: '5', h: address, s: expect.stringMatching(/^[\w-]{16}$/) }),
  ]);
});

test('the server answers a ping, and a request in several frames', async () => {
  const { connect } = await openTestEmulator();
  const { socket, send, received } = connect();
  await expect.poll(() => received).toHaveLength(1);
  socket.send('0');
  send(control('p'));
  const message = JSON.stringify(request(1, 's', { c: {} }));
  for (const frame of ['2', message.slice(0, 10), message.slice(10)]) {
    socket.send(frame);
  }
  await expect.poll(() => received.slice(1)).toEqual([control('o'), { t: 'd', d: { r: 1, b: OK } }]);
});

test('a client without answers is gone after the idle time, and one that answers is not', async () => {
  const { call, connect } = await openTestEmulator({ idleMs: 60 });
  const deaf = connect('v=5&ns=demo', { autoPong: false });
  const alive = connect();
  const answer = () => deaf.socket.pong();
  deaf.socket.on('ping', answer);
  await expect.poll(() => [deaf.received.length, alive.received.length]).toEqual([1, 1]);
  await leaves(deaf, '/deaf');
  await leaves(alive, '/alive');
  deaf.socket.off('ping', answer);
  await expect.poll(() => call('GET', '/.json?ns=demo')).toEqual({ deaf: 'gone' });
  await expect.poll(() => deaf.closed).toBe(true);
  expect(alive.closed).toBe(false);
});

test('a client with another protocol version, or without a valid database, is rejected', async () => {
  const { connect } = await openTestEmulator();
  const clients = [connect('v=4&ns=demo'), connect('v=5&ns=a.b')];
  await expect.poll(() => clients.map(({ closed }) => closed)).toEqual([true, true]);
  expect(clients.flatMap(({ received }) => received)).toEqual([]);
});

test('invalid messages do not end the server', async () => {
  const { connect, call, address } = await openTestEmulator();
  const { socket, send, received } = connect();
  await expect.poll(() => received).toHaveLength(1);
  for (const frame of ['', 'x', 'null', '[]', '{"t":"d"}', '{"t":"d","d":null}', '{"t":"d","d":{"r":"1","a":2}}']) {
    socket.send(frame);
  }
  send(request(1, 'p', {}));
  send(request(2, 'q', { p: '/a', q: { l: -1 }, t: 1 }));
  send(request(3, 'constructor', { p: '/a' }));
  await expect.poll(() => received).toHaveLength(4);
  expect(received.slice(1).map((message) => Object(message).d.b.s)).toEqual(['failure', 'failure', 'failure']);
  for (const path of ['//', '/%.json?ns=demo', '/a.json?ns=a.b', '/.lp?start=t&ns=a.b', '/a.json?ns=demo&auth=x']) {
    expect((await fetch(`http://${address}${path}`)).status).toBeLessThan(500);
  }
  expect(await call('GET', '/a.json?ns=demo')).toBeNull();
});

test('the server does not end an idle HTTP connection', async () => {
  const { address } = await openTestEmulator();
  const response = await fetch(`http://${address}/.json?ns=demo`);
  // Node announces here when it would end the connection.
  expect(response.headers.get('keep-alive')).toBeNull();
});

test('an unsupported request gets an error that says so', async () => {
  const { call, address } = await openTestEmulator();
  expect(await call('GET', '/a.json?ns=demo&callback=f')).toEqual({
    error: 'not supported by the Node emulator: the parameter "callback"',
  });
  for (const path of ['/a.json?ns=demo&download=a.txt', '/a.json?ns=demo&x-http-method-override=DELETE']) {
    expect((await fetch(`http://${address}${path}`)).status).toBe(501);
  }
});

test.each([
  ['data is kept and disconnect writes run', {}, { a: 1, left: 'gone' }],
  ['disconnect writes are lost', { onDisconnect: 'lose' }, { a: 1 }],
  ['all data is lost', { data: 'lose' }, null],
])('after a restart the server is back on its port, and %s', async (_what, options, expected) => {
  const { call, connect } = await openTestEmulator();
  await call('PUT', '/a.json?ns=demo', 1);
  const client = connect();
  await expect.poll(() => client.received).toHaveLength(1);
  await leaves(client, '/left');
  const closed = once(client.socket, 'close');
  await call('POST', '/.chaos/restart.json', { downMs: 500, ...options });
  await closed;
  await expect(call('GET', '/.json?ns=demo')).rejects.toThrow();
  await expect.poll(() => call('GET', '/.json?ns=demo')).toEqual(expected);
});

test('a half-open connection ends for the server after the idle time, for its client after the silence', async () => {
  const { call, connect } = await openTestEmulator({ idleMs: 60 });
  const client = connect();
  await expect.poll(() => client.received).toHaveLength(1);
  await leaves(client, '/left');
  await call('POST', '/.chaos/silence.json?ns=demo', { session: Object(client.received[0]).d.d.s });
  await expect.poll(() => call('GET', '/left.json?ns=demo')).toBe('gone');
  expect(client.closed).toBe(false);
  await call('POST', '/.chaos/resume.json?ns=demo');
  await expect.poll(() => client.closed).toBe(true);
});

test('a client that goes during a silence counts as connected until its end', async () => {
  const { call, connect } = await openTestEmulator();
  const [silenced, other] = [connect(), connect()];
  await expect.poll(() => [silenced.received.length, other.received.length]).toEqual([1, 1]);
  await leaves(silenced, '/silenced');
  await leaves(other, '/other');
  await call('POST', '/.chaos/silence.json?ns=demo', { session: Object(silenced.received[0]).d.d.s });
  silenced.socket.terminate();
  other.socket.terminate();
  await expect.poll(() => call('GET', '/.json?ns=demo')).toEqual({ other: 'gone' });
  await call('POST', '/.chaos/resume.json?ns=demo');
  await expect.poll(() => call('GET', '/silenced.json?ns=demo')).toBe('gone');
});

test('data that arrived before a silence is read after it', async () => {
  const { call, connect, emulator } = await openTestEmulator();
  const client = connect();
  await expect.poll(() => client.received).toHaveLength(1);
  emulator.namespaces.named('demo').listeners.add({
    path: ['a'],
    query: undefined,
    changed: () =>
      emulator.chaos.fallSilent({ namespace: undefined, uid: undefined, session: Object(client.received[0]).d.d.s }),
  });
  client.send(request(1, 'p', { p: '/a', d: 1 }));
  client.send(request(2, 'p', { p: '/b', d: 2 }));
  await expect.poll(() => call('GET', '/.json?ns=demo')).toEqual({ a: 1 });
  expect(client.received).toHaveLength(1);
  await call('POST', '/.chaos/resume.json');
  await expect.poll(() => client.received).toHaveLength(3);
  expect(await call('GET', '/.json?ns=demo')).toEqual({ a: 1, b: 2 });
});
