import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { Emulator } from '../emulator.ts';
import { isObject, parseJson } from '../json.ts';
import { EmulatorServer } from '../network/server.ts';

interface Received {
  readonly url: string | undefined;
  readonly contentType: string | undefined;
  readonly event: unknown;
}

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Starts an emulator, and a server that records the events in place of the functions emulator. */
async function start(answer: (received: Received, response: ServerResponse) => Promise<void> = async () => undefined) {
  const received: Received[] = [];
  const receiver = createServer((request, response) => {
    void text(request).then(async (body) => {
      const event = { url: request.url, contentType: request.headers['content-type'], event: parseJson(body) };
      received.push(event);
      await answer(event, response);
      response.end('{"status":"acknowledged"}');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server = new EmulatorServer(
    new Emulator({ functions: { host: '127.0.0.1', port }, idleMs: 60_000, patienceMs: 3_600_000 }),
  );
  const emulator = await server.listen('127.0.0.1', 0);
  closing.push(
    () => server.close(),
    () =>
      new Promise((resolve) => {
        receiver.close(resolve);
        receiver.closeAllConnections();
      }),
  );
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`http://127.0.0.1:${emulator.port}${path}`, {
      method,
      headers: { authorization: 'Bearer owner' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect([200, 204]).toContain(response.status);
  };
  return { received, call };
}

function secondGeneration(name: string, path: string, event = 'written') {
  return {
    name: `projects/demo/locations/us-central1/triggers/us-central1-${name}-0`,
    path,
    event: `google.firebase.database.ref.v1.${event}`,
    namespacePattern: '*',
  };
}

type ReceivedChange = [node: string, data: unknown, delta: unknown];

function changes(received: readonly Received[]): ReceivedChange[] {
  return received.map(({ event }) => {
    const data = isObject(event) && isObject(event.data) ? event.data : {};
    return [isObject(event) ? String(event.ref) : '', data.data, data.delta];
  });
}

function byNode([one]: ReceivedChange, [other]: ReceivedChange): number {
  return one.localeCompare(other);
}

const TRIGGERS = '/.settings/functionTriggers.json';

test('an event that the function did not accept is delivered again', async () => {
  let failures = 1;
  const { received, call } = await start(async (_, response) => {
    if (failures-- > 0) response.statusCode = 500;
  });
  await call('POST', TRIGGERS, secondGeneration('mirror', 'status/{uid}'));
  await call('PUT', '/status/alice.json?ns=demo', { state: 'online' });
  await expect.poll(() => received).toHaveLength(2);
  expect(received[1]).toEqual(received[0]);
});

test('a function of the second generation receives a cloud event', async () => {
  const { received, call } = await start();
  await call('POST', TRIGGERS, secondGeneration('mirror', 'status/{uid}'));
  await call('PUT', '/status/alice.json?ns=demo', { state: 'online' });
  await expect.poll(() => received).toHaveLength(1);
  expect(received[0]).toEqual({
    url: '/functions/projects/demo/triggers/us-central1-mirror-0',
    contentType: 'application/cloudevents+json; charset=utf-8',
    event: {
      specversion: '1.0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'google.firebase.database.ref.v1.written',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      datacontenttype: 'application/json',
      source: '//firebasedatabase.googleapis.com/projects/_/locations/us-central1/instances/demo',
      subject: 'refs/status/alice',
      ref: 'status/alice',
      instance: 'demo',
      location: 'us-central1',
      firebasedatabasehost: 'firebaseio.com',
      authtype: 'admin',
      data: {
        '@type': 'type.googleapis.com/google.events.firebase.database.v1.ReferenceEventData',
        data: null,
        delta: { state: 'online' },
      },
    },
  });
});

test('a function of the first generation receives an event in its own form', async () => {
  const { received, call } = await start();
  await call('POST', `${TRIGGERS}?ns=demo`, {
    name: 'projects/demo/locations/_/functions/us-central1-old-0',
    path: '/status/{uid}',
    event: 'providers/google.firebase.database/eventTypes/ref.write',
  });
  await call('PUT', '/status/alice.json?ns=other', 1);
  await call('PUT', '/status/alice.json?ns=demo', 2);
  await expect.poll(() => received).toHaveLength(1);
  expect(received[0]).toMatchObject({
    url: '/functions/projects/demo/triggers/us-central1-old-0',
    contentType: 'application/json',
    event: {
      context: {
        eventType: 'providers/google.firebase.database/eventTypes/ref.write',
        resource: { service: 'firebaseio.com', name: 'projects/_/instances/demo/refs/status/alice' },
        auth: { admin: true },
      },
      data: { data: null, delta: 2 },
    },
  });
});

test('each of created, updated and deleted gets only its own kind of change', async () => {
  const { received, call } = await start();
  for (const event of ['created', 'updated', 'deleted']) {
    await call('POST', TRIGGERS, secondGeneration(event, 'a/{id}', event));
  }
  await call('PUT', '/a/x.json?ns=demo', { k: 1, gone: { deep: true } });
  await call('PUT', '/a/x.json?ns=demo', { k: 2, gone: { deep: true } });
  await call('PUT', '/a/x.json?ns=demo', { k: 2, gone: { deep: true } });
  await call('DELETE', '/a/x/gone.json?ns=demo');
  await call('DELETE', '/a.json?ns=demo');
  await expect.poll(() => received).toHaveLength(4);
  expect(received.map(({ url }) => url?.split('-')[2]).sort()).toEqual(['created', 'deleted', 'updated', 'updated']);
  // Only the events of one function are in order.
  expect(changes(received.filter(({ url }) => url?.includes('-updated-')))).toEqual([
    ['a/x', { k: 1, gone: { deep: true } }, { k: 2 }],
    ['a/x', { k: 2, gone: { deep: true } }, { gone: null }],
  ]);
});

test('a write above the pattern fires for each changed child, and one below fires for its node', async () => {
  const { received, call } = await start();
  await call('PUT', '/a.json?ns=demo', { same: 1, changed: 1, removed: 1 });
  await call('POST', TRIGGERS, secondGeneration('f', '/a/{id}'));
  await call('PUT', '/a.json?ns=demo', { same: 1, changed: 2, added: { b: 1 } });
  await call('PATCH', '/a.json?ns=demo', { 'added/b': 2, 'added/c': 3, same: 1 });
  await expect.poll(() => received).toHaveLength(4);
  // The sort keeps the order of the events of one node. The events of different nodes have no order.
  expect(changes(received).sort(byNode)).toEqual([
    ['a/added', null, { b: 1 }],
    ['a/added', { b: 1 }, { b: 2, c: 3 }],
    ['a/changed', 1, 2],
    ['a/removed', 1, null],
  ]);
});

test('events of one node are sent in sequence, and those of other nodes do not wait', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { received, call } = await start(async ({ event }) => {
    if (isObject(event) && event.ref === 'a/slow') {
      await held;
    }
  });
  await call('POST', TRIGGERS, secondGeneration('f', 'a/{id}'));
  await call('PUT', '/a/slow.json?ns=demo', 1);
  await call('PUT', '/a/slow.json?ns=demo', 2);
  await call('PUT', '/a/quick.json?ns=demo', 3);
  await expect
    .poll(() => changes(received).sort(byNode))
    .toEqual([
      ['a/quick', null, 3],
      ['a/slow', null, 1],
    ]);
  release();
  await expect.poll(() => changes(received)[2]).toEqual(['a/slow', 1, 2]);
});

test('a reloaded function replaces its old registration, and an import triggers nothing', async () => {
  const { received, call } = await start();
  const trigger = secondGeneration('f', 'a');
  await call('POST', TRIGGERS, trigger);
  await call('POST', TRIGGERS, { ...trigger, name: trigger.name.replace('-0', '-1') });
  await call('PUT', '/a.json?ns=demo&disableTriggers=true&writeSizeLimit=unlimited', 1);
  await call('PUT', '/a.json?ns=demo', 2);
  await expect.poll(() => received).toHaveLength(1);
  expect(received[0]?.url).toBe('/functions/projects/demo/triggers/us-central1-f-1');
});

test('a new priority is no event', async () => {
  const { received, call } = await start();
  await call('PUT', '/status/alice.json?ns=demo', { state: 'online' });
  await call('POST', TRIGGERS, secondGeneration('node', 'status/{uid}'));
  await call('POST', TRIGGERS, secondGeneration('child', 'status/{uid}/{key}'));
  await call('PUT', '/status/alice/.priority.json?ns=demo', 3);
  await call('PATCH', '/status.json?ns=demo', { 'alice/.priority': 4, 'alice/more': 1 });
  await expect.poll(() => received).toHaveLength(2);
  expect(changes(received).map(([node]) => node)).toEqual(
    expect.arrayContaining(['status/alice', 'status/alice/more']),
  );
});
