import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type CDPSession,
  chromium,
  type Page as PlaywrightPage,
} from 'playwright-core';
import { afterAll, inject, onTestFinished } from 'vitest';
import { POLL_TIMEOUT_MS } from '../../kit/poll-timeout.ts';
import { expressionOf, type Listener, type Page, type Profile } from './profile.ts';

/** The browser runs as root and makes no requests of its own, as a machine of continuous integration needs it. */
export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let launched: Promise<Browser> | undefined;

export async function openProfile(pageError: Listener): Promise<Profile> {
  return new ChromiumProfile(await newContext(pageError));
}

/** For tests that look at a page: those of the demo. */
export async function newContext(pageError: Listener, options?: BrowserContextOptions): Promise<BrowserContext> {
  launched ??= chromium.launch({ executablePath: inject('chromium'), args: ARGUMENTS });
  const context = await (await launched).newContext(options);
  context.setDefaultTimeout(POLL_TIMEOUT_MS);
  context.on('weberror', (uncaught) => pageError(`uncaught: ${uncaught.error()}`));
  context.on('console', (message) => {
    if (message.type() === 'error') pageError(`${message.text()} ${message.location().url}`);
  });
  onTestFinished(() => context.close());
  return context;
}

afterAll(async () => {
  await (await launched)?.close();
});

class ChromiumProfile implements Profile {
  readonly #context: BrowserContext;

  constructor(context: BrowserContext) {
    this.#context = context;
  }

  async newPage(): Promise<Page> {
    return new ChromiumPage(await this.#context.newPage());
  }

  setOffline(offline: boolean): Promise<void> {
    return this.#context.setOffline(offline);
  }
}

class ChromiumPage implements Page {
  readonly #page: PlaywrightPage;
  #debugger: CDPSession | undefined;

  constructor(page: PlaywrightPage) {
    this.#page = page;
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async reload(): Promise<void> {
    await this.#page.reload();
  }

  async goBack(): Promise<void> {
    await this.#page.goBack();
  }

  close(): Promise<void> {
    return this.#page.close();
  }

  async crash(): Promise<void> {
    const crashed = this.#page.waitForEvent('crash');
    // Chromium ends the page's process for this address, so the navigation itself never succeeds.
    await Promise.all([crashed, this.#page.goto('chrome://crash').catch(() => undefined)]);
  }

  /** Freezes by the debugger. Chromium's own freezing skips visible pages, and without a screen all pages are visible. */
  async freeze(): Promise<void> {
    this.#debugger = await this.#page.context().newCDPSession(this.#page);
    await this.#debugger.send('Debugger.enable');
    await this.#debugger.send('Debugger.pause');
  }

  async thaw(): Promise<void> {
    await this.#debugger?.detach();
  }

  evaluate<Given, Result>(run: (given: Given) => Result | Promise<Result>, given?: Given): Promise<Result> {
    return this.#page.evaluate<Result>(expressionOf(run, given));
  }

  moveMouse(x: number, y: number): Promise<void> {
    return this.#page.mouse.move(x, y);
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }
}
