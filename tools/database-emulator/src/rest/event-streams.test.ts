import { expect, onTestFinished, test } from 'vitest';
import { openTestEmulator } from '../test-emulator.ts';

/** Opens an event stream and records what it sends. */
async function openStream(address: string, path: string) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`http://${address}${path}`, {
    headers: { accept: 'text/event-stream' },
    signal: abort.signal,
  });
  const stream = { text: '', ended: false, abort: () => abort.abort() };
  const read = async () => {
    for await (const chunk of response.body ?? []) {
      stream.text += new TextDecoder().decode(chunk);
    }
    stream.ended = true;
  };
  read().catch(() => undefined);
  return stream;
}

function tokenFor(uid: string): string {
  const parts = [{ alg: 'none' }, { sub: uid, iat: 0 }].map((part) => btoa(JSON.stringify(part)));
  return `${parts.join('.')}.`;
}

test('a stream sends keep-alive events', async () => {
  const { address } = await openTestEmulator({ keepAliveMs: 5 });
  const stream = await openStream(address, '/a.json?ns=demo');
  await expect.poll(() => stream.text).toContain('event: keep-alive\ndata: null\n\nevent: keep-alive');
});

test('a stream whose client is gone is removed', async () => {
  const { address, emulator } = await openTestEmulator();
  const stream = await openStream(address, '/a.json?ns=demo');
  await expect.poll(() => emulator.streams.all()).toHaveLength(1);
  stream.abort();
  await expect.poll(() => emulator.streams.all()).toHaveLength(0);
});

test('an expired login ends the streams of its user', async () => {
  const { address, call } = await openTestEmulator();
  const alice = await openStream(address, `/a.json?ns=demo&auth=${tokenFor('alice')}`);
  const bob = await openStream(address, `/a.json?ns=demo&auth=${tokenFor('bob')}`);
  await call('POST', '/.chaos/expire-auth.json?ns=demo', { uid: 'alice' });
  await expect.poll(() => alice.ended).toBe(true);
  expect(alice.text).toContain('event: auth_revoked\ndata: "credential is no longer valid"\n\n');
  expect(bob.ended).toBe(false);
});

test('a dropped connection ends its stream without an event', async () => {
  const { address, call, emulator } = await openTestEmulator();
  const stream = await openStream(address, '/a.json?ns=demo');
  await call('POST', '/.chaos/drop.json?ns=other');
  expect(emulator.streams.all()).toHaveLength(1);
  await call('POST', '/.chaos/drop.json?ns=demo');
  await expect.poll(() => stream.ended).toBe(true);
  expect(stream.text).toBe('event: put\ndata: {"path":"/","data":null}\n\n');
});
