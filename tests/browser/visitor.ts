import { randomUUID } from 'node:crypto';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import * as suite from '../suite.ts';
import { newProfile } from './chromium.ts';
import { Complaints } from './complaints.ts';
import { demoUrl } from './demo-url.ts';
import { isOnline } from './is-online.ts';

/** Somebody who opens the demo in a browser of their own. */
export async function visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await newProfile(options);
  const complaints = new Complaints('a visitor of the demo', context);
  const page = await context.newPage();
  await page.goto(await demoUrl());
  return new Visitor(context, page, complaints);
}

/** A name that nobody else on this emulator has. */
export function uniqueName(name: string): string {
  return `${name} ${randomUUID().slice(0, 8)}`;
}

export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #complaints: Complaints;

  constructor(context: BrowserContext, page: Page, complaints: Complaints) {
    this.#context = context;
    this.page = page;
    this.#complaints = complaints;
  }

  async comesInAs(name: string): Promise<void> {
    await this.page.getByLabel('What is your name?').fill(name);
    await this.page.getByRole('button', { name: 'Come in' }).click();
    await this.isConnected();
    await isOnline({ uid: await uidOf(name) });
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
    return new Visitor(this.#context, await opened, this.#complaints);
  }

  async losesNetwork(): Promise<void> {
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

/** The demo keeps the names by uid, and a test uses none twice. */
async function uidOf(name: string): Promise<string> {
  const bearers = suite.admin().firestore.collection('demo_names').where('name', '==', name);
  await expect.poll(async () => (await bearers.get()).size).toBe(1);
  return (await bearers.get()).docs[0]?.id ?? '';
}
