import { randomUUID } from 'node:crypto';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import * as suite from '../kit/suite.ts';
import { Complaints } from './complaints.ts';
import { demoUrl } from './demo-url.ts';
import { newContext } from './engines/chromium.ts';
import { isOffline, isOnline } from './on-the-server.ts';

/** Somebody who opens the demo in a browser of their own. */
export async function visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
  const uids = new Set<string>();
  // Called after the browser is closed: what is registered first comes last.
  onTestFinished(async () => {
    await Promise.all([...uids].map((uid) => isOffline({ uid })));
  });
  const complaints = new Complaints('a visitor of the demo');
  const context = await newContext(complaints.hear, options);
  const page = await context.newPage();
  await page.goto(await demoUrl());
  const someone = new Visitor(context, page, complaints, uids);
  onTestFinished(() => someone.takesLeave());
  return someone;
}

/** A name that nobody else on this emulator has. */
export function uniqueName(name: string): string {
  return `${name} ${randomUUID().slice(0, 8)}`;
}

export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #complaints: Complaints;
  /** Who was in this browser. */
  readonly #uids: Set<string>;
  #hasNetwork = true;

  constructor(context: BrowserContext, page: Page, complaints: Complaints, uids: Set<string>) {
    this.#context = context;
    this.page = page;
    this.#complaints = complaints;
    this.#uids = uids;
  }

  async comesInAs(name: string): Promise<void> {
    await this.page.getByLabel('What is your name?').fill(name);
    await this.page.getByRole('button', { name: 'Come in' }).click();
    await this.isConnected();
    const uid = await uidOf(name);
    this.#uids.add(uid);
    await isOnline({ uid });
  }

  /** Finds the button with the Tab key, as somebody without a mouse does, and presses it. */
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
    return new Visitor(this.#context, await opened, this.#complaints, this.#uids);
  }

  /** Whoever says that they go is gone at once. Whoever has lost their network, or closed their tabs, is missed after the grace period. */
  async takesLeave(): Promise<void> {
    const [page] = this.#context.pages();
    if (!page || !this.#hasNetwork) return;
    const signOut = page.getByRole('button', { name: 'Sign out' });
    if (!(await signOut.isVisible())) return;
    await signOut.click();
    await page.getByLabel('What is your name?').waitFor();
  }

  async losesNetwork(): Promise<void> {
    this.#hasNetwork = false;
    this.#complaints.expectNetworkErrors();
    await this.#context.setOffline(true);
  }

  async seesOnline(name: string | RegExp): Promise<void> {
    await this.#online(name).waitFor();
  }

  /** Not in the list of those who are online any more: the other list holds only some of those who were. */
  async seesGone(name: string): Promise<void> {
    await this.#online(name).waitFor({ state: 'detached' });
  }

  async seesInRoom(name: string): Promise<void> {
    await this.#inRoom(name).waitFor();
  }

  async seesNotInRoom(name: string): Promise<void> {
    await this.#inRoom(name).waitFor({ state: 'detached' });
  }

  async types(words: string): Promise<void> {
    await this.page.getByLabel('Message').pressSequentially(words);
  }

  async says(): Promise<void> {
    await this.page.getByRole('button', { name: 'Say' }).click();
  }

  async chooses(availability: 'Available' | 'Busy' | 'Invisible'): Promise<void> {
    await this.page.getByLabel('You are').selectOption(availability);
  }

  async saysOfThemselves(emoji: string, text: string): Promise<void> {
    await this.page.getByLabel('Emoji').fill(emoji);
    await this.page.getByLabel('Custom status').fill(text);
    await this.page.getByRole('button', { name: 'Set' }).click();
  }

  async hears(name: string, words: string): Promise<void> {
    await this.page.getByRole('log').getByText(`${name} ${words}`).first().waitFor();
  }

  #inRoom(name: string): Locator {
    return this.page.getByRole('list', { name: 'In this room' }).getByRole('img', { name });
  }

  #online(name: string | RegExp): Locator {
    return this.page.getByRole('list', { name: 'Online' }).getByRole('listitem').filter({ hasText: name });
  }
}

/** A test uses no name twice. */
async function uidOf(name: string): Promise<string> {
  await expect.poll(async () => (await uidsOf(name)).length).toBe(1);
  return (await uidsOf(name))[0] ?? '';
}

/** The demo keeps the names by uid. */
export async function uidsOf(name: string): Promise<string[]> {
  const bearers = await suite.admin().firestore.collection('demo_names').where('name', '==', name).get();
  return bearers.docs.map(({ id }) => id);
}
