import { randomUUID } from 'node:crypto';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { newContext } from '../browser/engines/chromium.ts';
import { isOffline, isOnline } from '../browser/on-the-server.ts';
import { PageErrors } from '../browser/page-errors.ts';
import * as suite from '../kit/suite.ts';
import { demoUrl } from './url.ts';

/** A user who opens the demo in a browser of their own. */
export async function visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
  const uids = new Set<string>();
  // Runs when the browser is closed: callbacks run in reverse order.
  onTestFinished(async () => {
    await Promise.all([...uids].map((uid) => isOffline({ uid })));
  });
  const pageErrors = new PageErrors('a visitor of the demo');
  const context = await newContext(pageErrors.record, options);
  const page = await context.newPage();
  await page.goto(await demoUrl());
  const someone = new Visitor(context, page, pageErrors, uids);
  onTestFinished(() => someone.signsOut());
  return someone;
}

/** A name that no other user on this emulator has. */
export function uniqueName(name: string): string {
  return `${name} ${randomUUID().slice(0, 8)}`;
}

export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #pageErrors: PageErrors;
  /** The users who signed in in this browser. */
  readonly #uids: Set<string>;
  #hasNetwork = true;

  constructor(context: BrowserContext, page: Page, pageErrors: PageErrors, uids: Set<string>) {
    this.#context = context;
    this.page = page;
    this.#pageErrors = pageErrors;
    this.#uids = uids;
  }

  async signsInAs(name: string): Promise<void> {
    await this.page.getByLabel('What is your name?').fill(name);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.isConnected();
    const uid = await uidOf(name);
    this.#uids.add(uid);
    await isOnline({ uid });
  }

  /** Waits until the focus is in the field for the name. */
  async isAskedForName(): Promise<void> {
    const field = this.page.getByLabel('What is your name?');
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  }

  /** Finds the button with the Tab key, as a user without a mouse does, and presses it. */
  async pressesByKeyboard(name: string): Promise<void> {
    const button = this.page.getByRole('button', { name });
    await expect
      .poll(async () => {
        const reached = await button.evaluate((element) => element === document.activeElement);
        if (!reached) await this.page.keyboard.press('Tab');
        return reached;
      })
      .toBe(true);
    await this.page.keyboard.press('Enter');
  }

  async isConnected(): Promise<void> {
    await this.page.getByText('Connected', { exact: true }).waitFor();
  }

  async closesTab(): Promise<void> {
    await this.page.close();
  }

  /** The link gives the new tab the same session. */
  async opensAnotherTab(): Promise<Visitor> {
    const opened = this.#context.waitForEvent('page');
    await this.page.getByRole('link', { name: 'Open another tab' }).click();
    return new Visitor(this.#context, await opened, this.#pageErrors, this.#uids);
  }

  /** Signs out at the end: a departure has no grace period, a lost network or a closed tab has one. */
  async signsOut(): Promise<void> {
    const [page] = this.#context.pages();
    if (!page || !this.#hasNetwork) return;
    const signOut = page.getByRole('button', { name: 'Sign out' });
    if (!(await signOut.isVisible())) return;
    await signOut.click();
    await page.getByLabel('What is your name?').waitFor();
  }

  async losesNetwork(): Promise<void> {
    this.#hasNetwork = false;
    this.#pageErrors.expectNetworkErrors();
    await this.#context.setOffline(true);
  }

  async regainsNetwork(): Promise<void> {
    this.#hasNetwork = true;
    await this.#context.setOffline(false);
  }

  /** Returns a function that lets the requests go. */
  async holdsRequests(address: string): Promise<() => void> {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await this.page.route(address, (route) => released.then(() => route.continue()));
    return release;
  }

  /** Opens the panel under the hood. */
  async opensPanel(): Promise<void> {
    await this.page.locator('summary').click();
    await this.page.getByRole('heading', { name: 'Watchers' }).waitFor();
  }

  async seesOnline(name: string | RegExp): Promise<void> {
    await this.#online(name).waitFor();
  }

  /** Waits until the user is not in the list of online users. The list of offline users is incomplete. */
  async seesGone(name: string): Promise<void> {
    await this.#online(name).waitFor({ state: 'detached' });
  }

  async seesInRoom(name: string): Promise<void> {
    await this.#inRoom(name).waitFor();
  }

  async seesNotInRoom(name: string): Promise<void> {
    await this.#inRoom(name).waitFor({ state: 'detached' });
  }

  async types(text: string): Promise<void> {
    await this.page.getByLabel('Message').pressSequentially(text);
  }

  async sends(): Promise<void> {
    await this.page.getByRole('button', { name: 'Send' }).click();
  }

  async chooses(availability: 'Available' | 'Busy' | 'Invisible'): Promise<void> {
    await this.page.getByLabel('You are').selectOption(availability);
  }

  async setsCustomStatus(emoji: string, text: string): Promise<void> {
    await this.page.getByLabel('Emoji').fill(emoji);
    await this.page.getByLabel('Custom status').fill(text);
    await this.page.getByRole('button', { name: 'Set' }).click();
  }

  async receives(name: string, text: string): Promise<void> {
    await this.page.getByRole('log').getByText(`${name} ${text}`).first().waitFor();
  }

  #inRoom(name: string): Locator {
    return this.page.getByRole('list', { name: 'In this room' }).getByRole('img', { name });
  }

  #online(name: string | RegExp): Locator {
    return this.page.getByRole('list', { name: 'Online' }).getByRole('listitem').filter({ hasText: name });
  }
}

/** Needs a name that the test uses once. */
async function uidOf(name: string): Promise<string> {
  await expect.poll(async () => (await uidsOf(name)).length).toBe(1);
  return (await uidsOf(name))[0] ?? '';
}

/** The demo stores the names by uid. */
export async function uidsOf(name: string): Promise<string[]> {
  const bearers = await suite.admin().firestore.collection('demo_names').where('name', '==', name).get();
  return bearers.docs.map(({ id }) => id);
}
