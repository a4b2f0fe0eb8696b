import { expect, test } from 'vitest';
import { control, openTestEmulator, request } from '../test-emulator.ts';

const OK = expect.objectContaining({ s: 'ok' });

type Running = Awaited<ReturnType<typeof openTestEmulator>>;

/** A page that polls until a test stops it. */
class Page {
  readonly received: unknown[] = [];
  readonly #address: string;
  #identity: Record<string, string> = {};
  #segment = 0;
  closed = false;

  constructor({ address }: Running) {
    this.#address = address;
  }

  get session(): string {
    return Object(this.received[0]).d.d.s;
  }

  async open(parameters: Record<string, string> = {}): Promise<this> {
    const script = await this.#load({ start: 't', cb: '1', ns: 'demo', ...parameters });
    const [, id = '', pw = ''] = /pLPCommand1\("start","(.+?)","(.+?)"\)/.exec(script) ?? [];
    this.#identity = { id, pw };
    return this;
  }

  async poll(...messages: readonly object[]): Promise<void> {
    const segments = messages.flatMap((message, index) => [
      [`seg${index}`, String(this.#segment++)],
      [`ts${index}`, '1'],
      [`d${index}`, Buffer.from(JSON.stringify(message)).toString('base64url')],
    ]);
    await this.#load({ ...this.#identity, ...Object.fromEntries(segments) });
  }

  async #load(parameters: Record<string, string>): Promise<string> {
    const script = await (await fetch(`http://${this.#address}/.lp?${new URLSearchParams(parameters)}`)).text();
    const messages: unknown = JSON.parse(/pRTLPCB1\(\d+,(.*?)\);(?:window|$)/s.exec(script)?.[1] ?? '[]');
    this.received.push(...(Array.isArray(messages) ? messages : []));
    this.closed ||= script.includes('pLPCommand1("close"');
    return script;
  }
}

test('a page moves to a WebSocket without a lost or reordered message', async () => {
  const running = await openTestEmulator();
  const page = await new Page(running).open();
  void page.poll(request(1, 'q', { p: '/a', h: '' }));
  await expect.poll(() => page.received).toHaveLength(3);

  const socket = running.connect(`v=5&s=${page.session}&ns=demo`);
  await expect.poll(() => socket.received).toEqual([control('a')]);
  socket.send(control('p'));
  await expect.poll(() => socket.received).toEqual([control('a'), control('o')]);
  socket.send(control('a'));
  // The socket is faster than the last message of the old channel.
  socket.send(request(3, 'p', { p: '/a', d: 'second' }));
  socket.send(control('p'));
  await expect.poll(() => socket.received).toHaveLength(3);
  expect(await running.call('GET', '/a.json?ns=demo')).toBeNull();

  await page.poll(request(2, 'p', { p: '/a', d: 'first' }), control('n'));
  expect(page.received.slice(3)).toEqual([
    { t: 'd', d: { a: 'd', b: { p: 'a', d: 'first' } } },
    { t: 'd', d: { r: 2, b: OK } },
    control('n'),
  ]);
  expect(page.closed).toBe(true);
  await expect
    .poll(() => socket.received.slice(3))
    .toEqual([
      { t: 'd', d: { a: 'd', b: { p: 'a', d: 'second' } } },
      { t: 'd', d: { r: 3, b: OK } },
    ]);
});

test('after the move, the page is gone when its WebSocket ends', async () => {
  const running = await openTestEmulator();
  const page = await new Page(running).open();
  const socket = running.connect(`v=5&s=${page.session}&ns=demo`);
  await expect.poll(() => socket.received).toHaveLength(1);
  socket.send(control('a'));
  await page.poll(request(1, 'o', { p: '/left', d: 'gone' }), control('n'));
  socket.socket.terminate();
  await expect.poll(() => running.call('GET', '/left.json?ns=demo')).toBe('gone');
});

test('a WebSocket that fails before the move changes nothing', async () => {
  const running = await openTestEmulator();
  const page = await new Page(running).open();
  const socket = running.connect(`v=5&s=${page.session}&ns=demo`);
  await expect.poll(() => socket.received).toHaveLength(1);
  socket.socket.terminate();
  await page.poll(request(1, 'p', { p: '/a', d: 1 }));
  expect(page.received.at(-1)).toEqual({ t: 'd', d: { r: 1, b: OK } });
  // The server refuses the next WebSocket until it has noticed the end of this one.
  const answerToNext = async (): Promise<unknown[]> => {
    const next = running.connect(`v=5&s=${page.session}&ns=demo`);
    await expect.poll(() => next.received).not.toHaveLength(0);
    return next.received;
  };
  await expect.poll(answerToNext).toEqual([control('a')]);
});

test('a WebSocket for an unknown session is closed', async () => {
  const running = await openTestEmulator();
  const socket = running.connect('v=5&s=unknown&ns=demo');
  await expect.poll(() => socket.closed).toBe(true);
  expect(socket.received).toEqual([control('r', running.address)]);
});

test('a page that stops polling is gone after the idle time, and one that polls is not', async () => {
  const running = await openTestEmulator({ idleMs: 90 });
  const [gone, alive] = [await new Page(running).open(), await new Page(running).open()];
  await gone.poll(request(1, 'o', { p: '/gone', d: true }));
  await alive.poll(request(1, 'o', { p: '/alive', d: true }));
  let polling = true;
  const polls = (async () => {
    while (polling) {
      await alive.poll();
    }
  })();
  await expect.poll(() => running.call('GET', '/.json?ns=demo')).toEqual({ gone: true });
  expect(alive.closed).toBe(false);
  polling = false;
  await polls;
});

test('a page that comes back takes over its last session, also on another transport', async () => {
  const running = await openTestEmulator();
  const page = await new Page(running).open();
  await page.poll(request(1, 'o', { p: '/state', d: 'offline' }));
  const held = page.poll();
  const socket = running.connect(`v=5&ls=${page.session}&ns=demo`);
  await expect.poll(() => socket.received).toHaveLength(1);
  expect(await running.call('GET', '/state.json?ns=demo')).toBe('offline');
  await held;
  expect(page.closed).toBe(true);
});
