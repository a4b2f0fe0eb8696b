import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { newContext } from '../browser/engines/chromium.ts';
import { PageErrors } from '../browser/page-errors.ts';
import { startNext } from './next.ts';

test('Next.js: the server sends the count, the browser continues it, and no page ever says that nobody is online', async () => {
  const address = await startNext();
  const alice = await openWindow(address);
  await expect.poll(() => alice.count()).toBeGreaterThan(0);
  const before = alice.count();

  // The window shows its own user before Firestore has the document.
  await expect.poll(() => htmlAt(address)).toContain(`<p>${before} online</p>`);
  const bob = await openWindow(address);
  await expect.poll(() => alice.count()).toBe(before + 1);
  await expect.poll(() => bob.count()).toBe(before + 1);
  await bob.closes();
  await expect.poll(() => alice.count()).toBe(before);
  // A window is never the first user: its server counted Alice before.
  expect(bob.counts()).not.toContain(0);
});

/** The whole stream. */
async function htmlAt(address: string): Promise<string> {
  return (await fetch(address)).text();
}

interface Window {
  /** The latest count that the page has shown; 0 if it has shown none. */
  count(): number;
  /** All counts that the page has shown. */
  counts(): readonly number[];
  closes(): Promise<void>;
}

async function openWindow(address: string): Promise<Window> {
  const errors = new PageErrors('the app');
  const context = await newContext(errors.record);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const counts = await recordCounts(page);
  await page.goto(address);
  return { count: () => counts.at(-1) ?? 0, counts: () => counts, closes: () => context.close() };
}

/** Records each text of the count, also one that the page shows for a moment. */
async function recordCounts(page: Page): Promise<number[]> {
  const counts: number[] = [];
  await page.exposeFunction('recordCount', (count: number) => counts.push(count));
  await page.addInitScript(() => {
    let last = '';
    const look = (): void => {
      const text = document.querySelector('p')?.textContent ?? '';
      if (text !== last && text.endsWith(' online')) Object(window).recordCount(Number.parseInt(text, 10));
      last = text;
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return counts;
}
