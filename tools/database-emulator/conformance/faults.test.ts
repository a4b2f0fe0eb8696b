import { get, goOffline, goOnline, onDisconnect, ref, serverTimestamp, set } from 'firebase/database';
import { describe, expect, test, vi } from 'vitest';
import { openAdmin } from './admin-client.ts';
import { call, freshNamespace, openClient, setRules, stored, valuesOf } from './clients.ts';

const LONG_ENOUGH = { timeout: 15_000 };

const OWN_NODE = {
  '.read': true,
  free: { '.write': true },
  users: { $uid: { '.write': 'auth.uid == $uid' } },
};

/** Only our own emulator can do harm on purpose; the official one has no such address. */
const report = await call('any', '/.chaos.json');
const isStandIn =
  report.status === 200 && typeof report.json === 'object' && report.json !== null && 'plan' in report.json;

/** Only in this database: other tests may be running on the same emulator. */
async function harm(namespace: string, verb: string, body: object = {}): Promise<unknown> {
  const { status, json } = await call(namespace, `/.chaos/${verb}.json`, { method: 'POST', body });
  expect({ status, json }).toMatchObject({ status: 200 });
  return json;
}

async function planFaults(namespace: string, plan: object): Promise<void> {
  expect(await call(namespace, '/.chaos.json', { method: 'PUT', body: plan })).toMatchObject({ status: 200 });
}

describe.runIf(isStandIn)('faults on purpose (skipped on the official emulator, which has none)', () => {
  test('nothing goes wrong until somebody asks for it, and only an admin may ask', async () => {
    expect(report.json).toMatchObject({ plan: { events: [], refuseLogins: false, tokenTtlMs: 0 }, silent: false });
    expect((await call('any', '/.chaos.json', { admin: false })).status).toBe(401);
    expect((await call('any', '/.chaos/drop.json', { method: 'POST', body: {}, admin: false })).status).toBe(401);
    expect((await call('any', '/.chaos/explode.json', { method: 'POST', body: {} })).status).toBe(400);
    expect((await call('any', '/.chaos/drop.json', { method: 'POST', body: { user: 'x' } })).status).toBe(400);
  });

  test('a dropped person leaves what was left for the disconnect, and comes back', async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    const bob = openClient(namespace, 'bob');
    for (const [name, client] of Object.entries({ alice, bob })) {
      await onDisconnect(ref(client, `left/${name}`)).set(true);
    }
    const connected = valuesOf(ref(alice, '.info/connected'));
    await vi.waitFor(() => expect(connected.at(-1)).toBe(true));
    expect(await harm(namespace, 'drop', { uid: 'alice' })).toEqual({ sessions: 1 });
    await vi.waitFor(() => expect(connected.slice(-2)).toEqual([false, true]), LONG_ENOUGH);
    expect(await stored(namespace, 'left')).toEqual({ alice: true });
  });

  test('what was left for the disconnect can be lost', async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    await onDisconnect(ref(alice, 'left')).set(true);
    await harm(namespace, 'drop', { onDisconnect: 'lose' });
    await get(ref(alice, 'left'));
    expect(await stored(namespace, 'left')).toBeNull();
  });

  test('a half-open connection stays connected for its client and for the server, and nothing passes', async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    await set(ref(alice, 'a'), 'before');
    const connected = valuesOf(ref(alice, '.info/connected'));
    await vi.waitFor(() => expect(connected).toEqual([true]));
    await harm(namespace, 'silence', { uid: 'alice' });
    const answered = vi.fn();
    const write = set(ref(alice, 'a'), 'swallowed').then(answered);
    const bob = openClient(namespace, 'bob');
    await set(ref(bob, 'b'), 'others are not concerned');
    expect(await stored(namespace, 'a')).toBe('before');
    expect(answered).not.toHaveBeenCalled();
    expect(connected).toEqual([true]);
    await harm(namespace, 'speak');
    await write;
    expect(await stored(namespace, 'a')).toBe('swallowed');
  });

  test('a client that comes back while its last socket is half-open ends that one first', async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    await onDisconnect(ref(alice, 'state')).set('offline');
    await set(ref(alice, 'state'), 'online');
    const heard = valuesOf(ref(openClient(namespace, 'bob'), 'state'));
    await vi.waitFor(() => expect(heard).toEqual(['online']));
    await harm(namespace, 'silence', { uid: 'alice' });
    goOffline(alice);
    goOnline(alice);
    await set(ref(alice, 'state'), 'online again');
    await vi.waitFor(() => expect(heard).toEqual(['online', 'offline', 'online again']));
  });

  test('when the whole network of a database is silent nobody gets through, and afterwards everybody', async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    await set(ref(alice, 'a'), 1);
    await harm(namespace, 'silence');
    const answered = vi.fn();
    const waiting = [
      set(ref(alice, 'a'), 2).then(answered),
      set(ref(openClient(namespace, 'bob'), 'b'), 3).then(answered),
      stored(namespace, 'a').then(answered),
    ];
    await call(namespace, '/.chaos.json');
    expect(answered).not.toHaveBeenCalled();
    await harm(namespace, 'speak');
    await Promise.all(waiting);
    expect(await stored(namespace, '')).toEqual({ a: 2, b: 3 });
  });

  test('a login that expires takes away what was left for the disconnect, and the client logs in again', async () => {
    const namespace = freshNamespace();
    await setRules(namespace, OWN_NODE);
    const alice = openClient(namespace, 'alice');
    await onDisconnect(ref(alice, 'users/alice/left')).set(true);
    await onDisconnect(ref(alice, 'free/left')).set(serverTimestamp());
    const connected = valuesOf(ref(alice, '.info/connected'));
    await vi.waitFor(() => expect(connected.at(-1)).toBe(true));
    expect(await harm(namespace, 'expire-auth', { uid: 'alice' })).toEqual({ sessions: 1 });
    await vi.waitFor(() => expect(connected.slice(-2)).toEqual([false, true]), LONG_ENOUGH);
    expect(await stored(namespace, '')).toEqual({ free: { left: expect.any(Number) } });
    await set(ref(alice, 'users/alice/back'), true);
    expect(await stored(namespace, 'users/alice')).toEqual({ back: true });
  });

  test('a refused login keeps somebody out until logins are accepted again', async () => {
    const namespace = freshNamespace();
    await setRules(namespace, OWN_NODE);
    await planFaults(namespace, { refuseLogins: ['alice'] });
    const written = vi.fn();
    const write = set(ref(openClient(namespace, 'alice'), 'users/alice'), 1).then(written);
    await set(ref(openClient(namespace, 'bob'), 'users/bob'), 2);
    await vi.waitFor(
      async () => expect((await call(namespace, '/.chaos.json')).json).toMatchObject({ met: { refusedLogin: 1 } }),
      LONG_ENOUGH,
    );
    expect(written).not.toHaveBeenCalled();
    await planFaults(namespace, {});
    await write;
    expect(await stored(namespace, 'users')).toEqual({ alice: 1, bob: 2 });
  });

  test('a function that reads a node is told late what stood there when it asked', async () => {
    const namespace = freshNamespace();
    const database = openAdmin(namespace);
    await database.ref('status/alice').set('before');
    await planFaults(namespace, { stalls: [{ ref: 'status/alice', ms: 500, after: 1, times: 1 }] });
    expect((await database.ref('status/alice').get()).val()).toBe('before');
    const stalled = database.ref('status/alice').get();
    await database.ref('status/alice').set('after');
    expect((await stalled).val()).toBe('before');
    expect((await database.ref('status/alice').get()).val()).toBe('after');
    expect((await call(namespace, '/.chaos.json')).json).toMatchObject({ met: { stall: 1 } });
  });

  test('a connection can end after its write and before the answer, so that the client writes again', async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    const heard = valuesOf(ref(openClient(namespace, 'bob'), 'n'));
    await vi.waitFor(() => expect(heard).toEqual([null]));
    await planFaults(namespace, { cuts: [{ uid: 'alice', times: 1 }] });
    await set(ref(alice, 'n'), serverTimestamp());
    await vi.waitFor(() => expect(new Set(heard).size).toBe(3), LONG_ENOUGH);
    expect((await call(namespace, '/.chaos.json')).json).toMatchObject({ met: { cut: 1 } });
  });

  test('while the clock stands, all is written in one millisecond', async () => {
    const namespace = freshNamespace();
    await planFaults(namespace, { clockStands: true });
    const alice = openClient(namespace, 'alice');
    await set(ref(alice, 'a'), serverTimestamp());
    await vi.waitFor(async () => {
      await set(ref(alice, 'b'), serverTimestamp());
      expect(Date.now()).toBeGreaterThan(Number(await stored(namespace, 'b')));
    });
    expect(await stored(namespace, 'b')).toBe(await stored(namespace, 'a'));
    await planFaults(namespace, {});
    await set(ref(alice, 'b'), serverTimestamp());
    expect(Number(await stored(namespace, 'b'))).toBeGreaterThan(Number(await stored(namespace, 'a')));
  });

  test('a client that is not recognised leaves its last socket half-open', async () => {
    const namespace = freshNamespace();
    await planFaults(namespace, { forgetSessions: true });
    const alice = openClient(namespace, 'alice');
    await onDisconnect(ref(alice, 'left')).set(true);
    await harm(namespace, 'silence', { uid: 'alice' });
    goOffline(alice);
    goOnline(alice);
    await set(ref(alice, 'state'), 'back');
    expect((await call(namespace, '/.chaos.json')).json).toMatchObject({ sessions: [{}, {}] });
    expect(await stored(namespace, 'left')).toBeNull();
    await harm(namespace, 'speak');
    await vi.waitFor(async () => expect(await stored(namespace, 'left')).toBe(true), LONG_ENOUGH);
  });

  test('a plan with a spelling mistake is refused', async () => {
    const namespace = freshNamespace();
    expect(await call(namespace, '/.chaos.json', { method: 'PUT', body: { event: [] } })).toMatchObject({
      status: 400,
    });
  });

  test('faults of one database are no concern of the others', async () => {
    const [namespace, other] = [freshNamespace(), freshNamespace()];
    const elsewhere = openClient(other, 'alice');
    await set(ref(elsewhere, 'a'), 1);
    await planFaults(namespace, { refuseLogins: true });
    await harm(namespace, 'silence');
    await set(ref(elsewhere, 'a'), 2);
    await set(ref(openClient(other, 'alice'), 'b'), 3);
    expect(await stored(other, '')).toEqual({ a: 2, b: 3 });
    expect(await harm(namespace, 'reset')).toMatchObject({ plan: { refuseLogins: false }, silent: false });
  });
});
