import puppeteer, { type Browser, type BrowserContext } from 'puppeteer-core';
import { afterAll, inject, onTestFinished } from 'vitest';
import type { Listener, Page, Profile } from './profile.ts';
import { PuppeteerPage } from './puppeteer.ts';

let launched: Promise<Browser> | undefined;

export async function openProfile(pageError: Listener): Promise<Profile> {
  launched ??= puppeteer.launch({ browser: 'firefox', executablePath: inject('firefox'), headless: true });
  const context = await (await launched).createBrowserContext();
  onTestFinished(() => context.close());
  return new FirefoxProfile(context, pageError);
}

afterAll(async () => {
  await (await launched)?.close();
});

class FirefoxProfile implements Profile {
  readonly #context: BrowserContext;
  readonly #pageError: Listener;
  #offline = false;

  constructor(context: BrowserContext, pageError: Listener) {
    this.#context = context;
    this.#pageError = pageError;
  }

  /** Opens a window, because Firefox hides all tabs of a window but one, even those of different users. */
  async newPage(): Promise<Page> {
    const page = await this.#context.newPage({ type: 'window' });
    // Only when a test asks for it: an older Firefox lacks the command.
    if (this.#offline) await page.setOfflineMode(true);
    return new PuppeteerPage('Firefox', page, this.#pageError);
  }

  async setOffline(offline: boolean): Promise<void> {
    this.#offline = offline;
    for (const page of await this.#context.pages()) await page.setOfflineMode(offline);
  }
}
