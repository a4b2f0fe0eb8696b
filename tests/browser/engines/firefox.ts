import puppeteer, {
  type Browser,
  type BrowserContext,
  type KeyInput,
  type Page as PuppeteerPage,
} from 'puppeteer-core';
import { afterAll, inject, onTestFinished } from 'vitest';
import { expressionOf, type Listener, NotInThisEngine, type Page, type Profile } from './profile.ts';

let launched: Promise<Browser> | undefined;

export async function openProfile(complaint: Listener): Promise<Profile> {
  launched ??= puppeteer.launch({ browser: 'firefox', executablePath: inject('firefox'), headless: true });
  const context = await (await launched).createBrowserContext();
  onTestFinished(() => context.close());
  return new FirefoxProfile(context, complaint);
}

afterAll(async () => {
  await (await launched)?.close();
});

class FirefoxProfile implements Profile {
  readonly #context: BrowserContext;
  readonly #complaint: Listener;
  #offline = false;

  constructor(context: BrowserContext, complaint: Listener) {
    this.#context = context;
    this.#complaint = complaint;
  }

  /** A window, for of the tabs of one window Firefox hides all but one, even when they are of different people. */
  async newPage(): Promise<Page> {
    const page = await this.#context.newPage({ type: 'window' });
    page.on('pageerror', (error) => this.#complaint(`uncaught: ${error}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaint(`${message.text()} ${message.location().url ?? ''}`);
    });
    // Only where it is asked for: an older Firefox has no such command.
    if (this.#offline) await page.setOfflineMode(true);
    return new FirefoxPage(page);
  }

  async setOffline(offline: boolean): Promise<void> {
    this.#offline = offline;
    for (const page of await this.#context.pages()) await page.setOfflineMode(offline);
  }
}

class FirefoxPage implements Page {
  readonly #page: PuppeteerPage;

  constructor(page: PuppeteerPage) {
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

  /** Firefox answers before it counts the page as closed. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#page.once('close', resolve));
    await Promise.all([closed, this.#page.close()]);
  }

  crash(): Promise<void> {
    return Promise.reject(new NotInThisEngine('Firefox', 'crash'));
  }

  freeze(): Promise<void> {
    return Promise.reject(new NotInThisEngine('Firefox', 'freeze'));
  }

  thaw(): Promise<void> {
    return Promise.reject(new NotInThisEngine('Firefox', 'thaw'));
  }

  evaluate<Given, Result>(run: (given: Given) => Result | Promise<Result>, given?: Given): Promise<Result> {
    return this.#page.evaluate<[], () => Result>(expressionOf(run, given));
  }

  moveMouse(x: number, y: number): Promise<void> {
    return this.#page.mouse.move(x, y);
  }

  press(key: KeyInput): Promise<void> {
    return this.#page.keyboard.press(key);
  }
}
