import { inject } from 'vitest';
import { unique } from '../kit/unique.ts';
import { BrowserTab } from './browser-tab.ts';
import { Complaints } from './complaints.ts';
import { newProfile } from './engines/new-profile.ts';
import type { Page, Profile } from './engines/profile.ts';
import { isOnline } from './on-the-server.ts';

/** How the page sets up Firebase and presence. */
interface PageOptions {
  idleAfterMs?: number;
  /** Firestore's; as by default in memory, if not given. */
  cache?: 'persistent';
  /** As in a browser that blocks all cookies. */
  storage?: 'blocked';
  /** Auth's: by default all tabs of a browser share the user. */
  persistence?: 'session';
  /** A shared worker that has presence too. */
  worker?: 'shared';
  /** Host and port, if not those of the emulator. */
  database?: string;
}

/** Somebody with a uid that no other test has, in front of a browser of their own. */
export function person(name: string, options: PageOptions = {}): Promise<BrowserPerson> {
  return atABrowser(unique(name), options);
}

/** The page is loaded already, so that several people can do that together: nobody is signed in yet. */
async function atABrowser(uid: string, options: PageOptions = {}): Promise<BrowserPerson> {
  const complaints = new Complaints(uid);
  const profile = await newProfile(complaints.hear);
  const page = await profile.newPage();
  const address = addressWith(options);
  await page.goto(address);
  return new BrowserPerson(uid, { profile, page, address, complaints });
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
  complaints: Complaints;
}

export class BrowserPerson {
  readonly uid: string;
  readonly #profile: Profile;
  readonly #address: string;
  readonly #complaints: Complaints;
  #unusedPage: Page | null;

  constructor(uid: string, { profile, page, address, complaints }: OpenBrowser) {
    this.uid = uid;
    this.#profile = profile;
    this.#address = address;
    this.#complaints = complaints;
    this.#unusedPage = page;
  }

  /** The same person at another machine. */
  onAnotherDevice(): Promise<BrowserPerson> {
    return atABrowser(this.uid);
  }

  /** The tabs of one browser share the sign-in, so only the first asks for it. More than two exhaust Chromium's connections. */
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
    this.#complaints.expectNetworkErrors();
    await this.#profile.setOffline(true);
  }

  async regainsNetwork(): Promise<void> {
    await this.#profile.setOffline(false);
  }

  /** The server is about to be gone, and that is not this person's fault. */
  expectsNetworkErrors(): void {
    this.#complaints.expectNetworkErrors();
  }

  async #loadsPage(): Promise<Page> {
    const page = await this.#profile.newPage();
    await page.goto(this.#address);
    return page;
  }
}
