import puppeteer, { type Page as DrivenPage } from 'puppeteer-core';
import { expect, inject, onTestFinished } from 'vitest';
import { ARGUMENTS } from './chromium.ts';
import type { Listener } from './profile.ts';
import { PuppeteerPage } from './puppeteer.ts';

/** Opens a tab of Chromium with Puppeteer. Chromium prerenders nothing in the tabs that Playwright drives. */
export async function openPrerenderingPage(pageError: Listener): Promise<PrerenderingPage> {
  const browser = await puppeteer.launch({ executablePath: inject('chromium'), args: ARGUMENTS });
  onTestFinished(() => browser.close());
  return new PrerenderingPage('Chromium by Puppeteer', await browser.newPage(), pageError);
}

class PrerenderingPage extends PuppeteerPage {
  readonly #pageError: Listener;

  constructor(engine: string, driven: DrivenPage, pageError: Listener) {
    super(engine, driven, pageError);
    this.#pageError = pageError;
  }

  /** Announces to the browser that the user will soon follow this link. */
  async announcesLink(url: string): Promise<void> {
    await this.evaluate((url) => {
      const rules = document.createElement('script');
      rules.type = 'speculationrules';
      rules.textContent = JSON.stringify({ prerender: [{ source: 'list', urls: [url], eagerness: 'immediate' }] });
      const link = document.createElement('a');
      link.href = url;
      link.textContent = 'On';
      document.head.append(rules);
      document.body.append(link);
    }, url);
  }

  /**
   * Follows the link, and resolves with the page that it opens. The browser replaces this page with the prerendered one, and Puppeteer
   * keeps the old frame. So the page is found over a new connection.
   */
  async followsLink(): Promise<PuppeteerPage> {
    const target = await this.evaluate(() => document.querySelector('a')?.href ?? '');
    await this.driven.click('a');
    const browser = await puppeteer.connect({ browserWSEndpoint: this.driven.browser().wsEndpoint() });
    onTestFinished(() => browser.disconnect());
    const opened = async () => (await browser.pages()).find((page) => page.url() === target);
    await expect.poll(opened).toBeDefined();
    const page = await opened();
    if (page === undefined) throw new Error(`No page shows ${target}`);
    return new PuppeteerPage('Chromium by Puppeteer', page, this.#pageError);
  }
}
