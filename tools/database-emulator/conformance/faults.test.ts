import { get, goOffline, goOnline, onDisconnect, ref, serverTimestamp, set } from 'firebase/database';
import { describe, expect, test, vi } from 'vitest';
import { openAdmin } from './admin-client.ts';
import { call, freshNamespace, openClient, setRules, stored, valuesOf } from './clients.ts';

const OWN_NODE = {
  '.read': true,
  free: { '.write': true },
  users: { $uid: { '.write': 'auth.uid == $uid' } },
};

/** Only our emulator can cause faults. The official one has no such address. */
const report = await call('any', '/.chaos.json');
const isStandIn =
  report.status === 200 && typeof report.json === 'object' && report.json !== null && 'plan' in report.json;

/** Only in this database, because other tests may run on the same emulator. */
async function harm(namespace: string, verb: string, body: object = {}): Promise<unknown> {
  const { status, json } = await call(namespace, `/.chaos/${verb}.json`, { method: 'POST', body });
  expect({ status, json }).toMatchObject({ status: 200 });
  return json;
}

async function refusedLogins(namespace: string): Promise<number> {
  return Object(Object((await call(namespace, '/.chaos.json')).json).met).refusedLogin;
}

async function planFaults(namespace: string, plan: object): Promise<void> {
  expect(await call(namespace, '/.chaos.json', { method: 'PUT', body: plan })).toMatchObject({ status: 200 });
}

describe.runIf(isStandIn)('faults on purpose (skipped on the official emulator, which has none)', () => {
  test('by default there is no fault, and only an admin can cause one', async () => {
    expect(report.json).toMatchObject({ plan: { events: [], refuseLogins: false, tokenTtlMs: 0 }, silent: false });
    expect((await call('any', '/.chaos.json', { admin: false })).status).toBe(401);
    expect((await call('any', '/.chaos/drop.json', { method: 'POST', body: {}, admin: false })).status).toBe(401);
    expect((await call('any', '/.chaos/explode.json', { method: 'POST', body: {} })).status).toBe(400);
    expect((await call('any', '/.chaos/drop.json', { method: 'POST', body: { user: 'x' } })).status).toBe(400);
  });

  test("a dropped client's disconnect writes run, and the client comes back", async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    const bob = openClient(namespace, 'bob');
    for (const [name, client] of Object.entries({ alice, bob })) {
      await onDisconnect(ref(client, `left/${name}`)).set(true);
    }
    const connected = valuesOf(ref(alice, '.info/connected'));
    await expect.poll(() => connected.at(-1)).toBe(true);
    expect(await harm(namespace, 'drop', { uid: 'alice' })).toEqual({ sessions: 1 });
    await expect.poll(() => connected.slice(-2)).toEqual([false, true]);
    expect(await stored(namespace, 'left')).toEqual({ alice: true });
  });

  test('a drop can lose the disconnect writes', async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    await onDisconnect(ref(alice, 'left')).set(true);
    await harm(namespace, 'drop', { onDisconnect: 'lose' });
    await get(ref(alice, 'left'));
    expect(await stored(namespace, 'left')).toBeNull();
  });

  test('a half-open connection stays open for client and server, and nothing gets through', async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    await set(ref(alice, 'a'), 'before');
    const connected = valuesOf(ref(alice, '.info/connected'));
    await expect.poll(() => connected).toEqual([true]);
    await harm(namespace, 'silence', { uid: 'alice' });
    const answered = vi.fn();
    const write = set(ref(alice, 'a'), 'swallowed').then(answered);
    const bob = openClient(namespace, 'bob');
    await set(ref(bob, 'b'), 'others are not affected');
    expect(await stored(namespace, 'a')).toBe('before');
    expect(answered).not.toHaveBeenCalled();
    expect(connected).toEqual([true]);
    await harm(namespace, 'resume');
    await write;
    expect(await stored(namespace, 'a')).toBe('swallowed');
  });

  test('a client that comes back ends its half-open last socket first', async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    await onDisconnect(ref(alice, 'state')).set('offline');
    await set(ref(alice, 'state'), 'online');
    const received = valuesOf(ref(openClient(namespace, 'bob'), 'state'));
    await expect.poll(() => received).toEqual(['online']);
    await harm(namespace, 'silence', { uid: 'alice' });
    goOffline(alice);
    goOnline(alice);
    await set(ref(alice, 'state'), 'online again');
    await expect.poll(() => received).toEqual(['online', 'offline', 'online again']);
  });

  test('while the network of a database is silent no request gets through, and afterwards all do', async () => {
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
    await harm(namespace, 'resume');
    await Promise.all(waiting);
    expect(await stored(namespace, '')).toEqual({ a: 2, b: 3 });
  });

  test('an expired login takes its rights from the disconnect writes, and the client logs in again', async () => {
    const namespace = freshNamespace();
    await setRules(namespace, OWN_NODE);
    const alice = openClient(namespace, 'alice');
    await onDisconnect(ref(alice, 'users/alice/left')).set(true);
    await onDisconnect(ref(alice, 'free/left')).set(serverTimestamp());
    const connected = valuesOf(ref(alice, '.info/connected'));
    await expect.poll(() => connected.at(-1)).toBe(true);
    expect(await harm(namespace, 'expire-auth', { uid: 'alice' })).toEqual({ sessions: 1 });
    await expect.poll(() => connected.slice(-2)).toEqual([false, true]);
    expect(await stored(namespace, '')).toEqual({ free: { left: expect.any(Number) } });
    await set(ref(alice, 'users/alice/back'), true);
    expect(await stored(namespace, 'users/alice')).toEqual({ back: true });
  });

  test('a refused login keeps a user out until logins are accepted again', async () => {
    const namespace = freshNamespace();
    await setRules(namespace, OWN_NODE);
    await planFaults(namespace, { refuseLogins: ['alice'] });
    const written = vi.fn();
    const write = set(ref(openClient(namespace, 'alice'), 'users/alice'), 1).then(written);
    await set(ref(openClient(namespace, 'bob'), 'users/bob'), 2);
    // The client tries again and again.
    await expect.poll(() => refusedLogins(namespace)).toBeGreaterThan(0);
    expect(written).not.toHaveBeenCalled();
    await planFaults(namespace, {});
    await write;
    expect(await stored(namespace, 'users')).toEqual({ alice: 1, bob: 2 });
  });

  test('a stalled read is answered late, with the value at the time of the request', async () => {
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

  test('a cut connection ends between a write and its answer, so that the client writes again', async () => {
    const namespace = freshNamespace();
    const alice = openClient(namespace, 'alice');
    const received = valuesOf(ref(openClient(namespace, 'bob'), 'n'));
    await expect.poll(() => received).toEqual([null]);
    await planFaults(namespace, { cuts: [{ uid: 'alice', times: 1 }] });
    await set(ref(alice, 'n'), serverTimestamp());
    await expect.poll(() => new Set(received).size).toBe(3);
    expect((await call(namespace, '/.chaos.json')).json).toMatchObject({ met: { cut: 1 } });
  });

  test('while the clock is frozen, all writes have the same millisecond', async () => {
    const namespace = freshNamespace();
    await planFaults(namespace, { frozenClock: true });
    const alice = openClient(namespace, 'alice');
    await set(ref(alice, 'a'), serverTimestamp());
    const msSinceWrite = async (): Promise<number> => {
      await set(ref(alice, 'b'), serverTimestamp());
      return Date.now() - Number(await stored(namespace, 'b'));
    };
    await expect.poll(msSinceWrite).toBeGreaterThan(0);
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
    await harm(namespace, 'resume');
    await expect.poll(() => stored(namespace, 'left')).toBe(true);
  });

  test('a plan with a spelling mistake is rejected', async () => {
    const namespace = freshNamespace();
    expect(await call(namespace, '/.chaos.json', { method: 'PUT', body: { event: [] } })).toMatchObject({
      status: 400,
    });
  });

  test('faults of one database do not affect the others', async () => {
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
