import { inject } from 'vitest';
import { unique } from '../kit/unique.ts';
import { BrowserTab } from './browser-tab.ts';
import { newProfile } from './engines/new-profile.ts';
import type { Page, Profile } from './engines/profile.ts';
import { isOnline } from './on-the-server.ts';
import { PageErrors } from './page-errors.ts';

/** How the page sets up Firebase and presence. */
interface PageOptions {
  idleAfterMs?: number;
  renewalMs?: number;
  /** Like a page that is hidden: its own timers hardly run. */
  timers?: 'throttled';
  /** The value of worker-src in the Content-Security-Policy of the page. */
  workers?: string;
  /** The cache of Firestore. Default: in memory. */
  cache?: 'persistent';
  /** Like a browser that blocks all cookies. */
  storage?: 'blocked';
  /** The persistence of Auth. Default: all tabs of a browser share the user. */
  persistence?: 'session';
  /** A shared worker that has presence too. */
  worker?: 'shared';
  /** Host and port. Default: those of the emulator. */
  database?: string;
}

/** A user with a uid that no other test has, at a browser of their own. */
export function person(name: string, options: PageOptions = {}): Promise<BrowserPerson> {
  return atABrowser(unique(name), options);
}

/** Loads the page here, so that several users can load it at the same time. No user is signed in yet. */
async function atABrowser(uid: string, options: PageOptions = {}): Promise<BrowserPerson> {
  const pageErrors = new PageErrors(uid);
  const profile = await newProfile(pageErrors.record);
  const page = await profile.newPage();
  const address = addressWith(options);
  await page.goto(address);
  return new BrowserPerson(uid, { profile, page, address, pageErrors });
}

function addressWith(options: PageOptions): string {
  const address = new URL(inject('pageUrl'));
  for (const [name, value] of Object.entries(options)) address.searchParams.set(name, String(value));
  return address.href;
}

interface OpenBrowser {
  profile: Profile;
  page: Page;
  address: string;
  pageErrors: PageErrors;
}

export class BrowserPerson {
  readonly uid: string;
  readonly #profile: Profile;
  readonly #address: string;
  readonly #pageErrors: PageErrors;
  #unusedPage: Page | null;

  constructor(uid: string, { profile, page, address, pageErrors }: OpenBrowser) {
    this.uid = uid;
    this.#profile = profile;
    this.#address = address;
    this.#pageErrors = pageErrors;
    this.#unusedPage = page;
  }

  /** The same user on another device. */
  onAnotherDevice(): Promise<BrowserPerson> {
    return atABrowser(this.uid);
  }

  /** Signs in only in the first tab: all tabs of a browser share the sign-in. More than two tabs exhaust Chromium's connections. */
  async opensTab(): Promise<BrowserTab> {
    const page = this.#unusedPage ?? (await this.#loadsPage());
    this.#unusedPage = null;
    const tab = new BrowserTab(page);
    if ((await page.evaluate(() => window.harness.user())) === null) await tab.signsInAs(this);
    await tab.connectionIs('connected');
    await isOnline(this);
    return tab;
  }

  async losesNetwork(): Promise<void> {
    this.#pageErrors.expectNetworkErrors();
    await this.#profile.setOffline(true);
  }

  async regainsNetwork(): Promise<void> {
    await this.#profile.setOffline(false);
  }

  /** The policy of the page is about to refuse a worker. The browser says so on the console. */
  expectsRefusedWorker(): void {
    this.#pageErrors.expectRefusedWorker();
  }

  /** The test is about to stop the server, so network errors are expected from now on. */
  expectsNetworkErrors(): void {
    this.#pageErrors.expectNetworkErrors();
  }

  async #loadsPage(): Promise<Page> {
    const page = await this.#profile.newPage();
    await page.goto(this.#address);
    return page;
  }
}
