import { expect, test } from 'vitest';
import { emulatorAddress, freshNamespace, stored } from './clients.ts';

/**
 * The SDK polls only in browsers. So this class acts as a browser: it runs the scripts that the emulator answers.
 */
class PollingPage {
  readonly messages: unknown[] = [];
  readonly #namespace: string;
  #id = '';
  #password = '';
  #serial = 0;
  #segment = 0;
  closed = false;

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  async start(): Promise<void> {
    await this.#load({ start: 't', cb: '1', v: '5' });
  }

  /** Sends one request. The emulator holds it until it has a message or the next request comes. */
  poll(...messages: readonly object[]): Promise<void> {
    const data: Record<string, string> = {};
    for (const [index, message] of messages.entries()) {
      const base64 = Buffer.from(JSON.stringify(message)).toString('base64');
      data[`seg${index}`] = String(this.#segment++);
      data[`ts${index}`] = '1';
      data[`d${index}`] = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '.');
    }
    return this.#load({ id: this.#id, pw: this.#password, ...data });
  }

  async #load(parameters: Record<string, string>): Promise<void> {
    const { host, port } = emulatorAddress();
    const query = new URLSearchParams({ ...parameters, ser: String(this.#serial++), ns: this.#namespace });
    const response = await fetch(`http://${host}:${port}/.lp?${query}`);
    expect(response.status).toBe(200);
    const script = await response.text();
    for (const [, name, json] of script.matchAll(/(pLPCommand|pRTLPCB)1\((.*?)\);(?=window|\s*$|\s*\})/gs)) {
      const args: unknown = JSON.parse(`[${json}]`);
      this.#run(name, Array.isArray(args) ? args : []);
    }
  }

  #run(name: string | undefined, args: readonly unknown[]): void {
    if (name === 'pRTLPCB' && Array.isArray(args[1])) {
      this.messages.push(...args[1]);
    } else if (args[0] === 'start') {
      this.#id = String(args[1]);
      this.#password = String(args[2]);
    } else if (args[0] === 'close') {
      this.closed = true;
    }
  }
}

function request(number: number, action: string, body: object): object {
  return { t: 'd', d: { r: number, a: action, b: body } };
}

test('a browser that cannot use WebSockets polls', async () => {
  const namespace = freshNamespace();
  const page = new PollingPage(namespace);
  await page.start();
  expect(page.messages).toEqual([{ t: 'c', d: { t: 'h', d: expect.objectContaining({ v: '5' }) } }]);
  page.messages.length = 0;
  await page.poll(request(1, 'q', { p: '/a', h: '' }), request(2, 'p', { p: '/a', d: 'ü' }));
  while (page.messages.length < 4) {
    await page.poll();
  }
  expect(page.messages).toEqual([
    { t: 'd', d: { a: 'd', b: { p: 'a', d: null } } },
    { t: 'd', d: { r: 1, b: expect.objectContaining({ s: 'ok' }) } },
    { t: 'd', d: { a: 'd', b: { p: 'a', d: 'ü' } } },
    { t: 'd', d: { r: 2, b: expect.objectContaining({ s: 'ok' }) } },
  ]);
  expect(await stored(namespace, 'a')).toBe('ü');
});

test('a request is answered when the next one comes', async () => {
  const page = new PollingPage(freshNamespace());
  await page.start();
  const first = page.poll();
  const second = page.poll(request(1, 's', { c: {} }));
  await Promise.all([first, second]);
  expect(page.messages.at(-1)).toEqual({ t: 'd', d: { r: 1, b: expect.objectContaining({ s: 'ok' }) } });
});

test('a request with a wrong password gets an empty answer', async () => {
  const { host, port } = emulatorAddress();
  const response = await fetch(`http://${host}:${port}/.lp?id=unknown&pw=x&ser=1&ns=${freshNamespace()}`);
  expect([response.status, await response.text()]).toEqual([200, '']);
});
