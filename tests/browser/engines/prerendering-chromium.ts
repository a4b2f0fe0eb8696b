import puppeteer, { type Page as PuppeteerPage } from 'puppeteer-core';
import { inject, onTestFinished } from 'vitest';
import { ARGUMENTS } from './chromium.ts';
import { expressionOf, type Listener } from './profile.ts';

/** A page in Chromium by another driver than the other tests': in those that Playwright drives, Chromium prerenders nothing. */
export async function openPrerenderingPage(complaint: Listener): Promise<PrerenderingPage> {
  const browser = await puppeteer.launch({ executablePath: inject('chromium'), args: ARGUMENTS });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  page.on('pageerror', (error) => complaint(`uncaught: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaint(`${message.text()} ${message.location().url ?? ''}`);
  });
  return new PrerenderingPage(page);
}

export class PrerenderingPage {
  readonly #page: PuppeteerPage;

  constructor(page: PuppeteerPage) {
    this.#page = page;
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  /** Tells the browser that the user will soon follow this link. */
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

  async followsLink(): Promise<void> {
    await Promise.all([this.#page.waitForNavigation(), this.#page.click('a')]);
  }

  close(): Promise<void> {
    return this.#page.close();
  }

  evaluate<Given, Result>(run: (given: Given) => Result | Promise<Result>, given?: Given): Promise<Result> {
    return this.#page.evaluate<[], () => Result>(expressionOf(run, given));
  }
}
