import puppeteer from 'puppeteer-core';
import { inject, onTestFinished } from 'vitest';
import { ARGUMENTS } from './chromium.ts';
import type { Listener } from './profile.ts';
import { PuppeteerPage } from './puppeteer.ts';

/** A tab in Chromium by another driver than the other tests': in those that Playwright drives, Chromium prerenders nothing. */
export async function openPrerenderingPage(complaint: Listener): Promise<PrerenderingPage> {
  const browser = await puppeteer.launch({ executablePath: inject('chromium'), args: ARGUMENTS });
  onTestFinished(() => browser.close());
  return new PrerenderingPage('Chromium by Puppeteer', await browser.newPage(), complaint);
}

class PrerenderingPage extends PuppeteerPage {
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
    // The browser may put the prerendered frame in place of the watched one first: then the test waits for what that page does.
    const navigated = this.driven.waitForNavigation().catch(() => null);
    await Promise.all([navigated, this.driven.click('a')]);
  }
}
