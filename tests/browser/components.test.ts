import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hasNoViolations } from './axe.ts';
import { componentsScript } from './components-page.ts';
import { newContext } from './engines/chromium.ts';
import { PageErrors } from './page-errors.ts';

const PAGE = '<!doctype html><html lang="en"><title>Team</title><meta name="color-scheme" content="light dark">';

test('axe finds no fault in the components of React', async () => {
  const page = await pageWithComponents();
  for (const words of ['Online · 🎧 Deep work', 'Busy', 'Away', 'Offline', 'alice is typing…', '+1']) {
    await page.getByText(words, { exact: true }).first().waitFor();
  }
  await hasNoViolations(page);
});

test('no avatar of a stack covers the dot of the avatar before', async () => {
  const page = await pageWithComponents();
  const dots = page.locator('.presence-avatars [aria-hidden]');
  await expect.poll(() => dots.count()).toBe(4);
  const covered = await dots.evaluateAll((all) =>
    all.filter((dot) => {
      const { right, top, height } = dot.getBoundingClientRect();
      return document.elementFromPoint(right - 1, top + height / 2) !== dot;
    }),
  );
  expect(covered).toHaveLength(0);
});

async function pageWithComponents(): Promise<Page> {
  const context = await newContext(new PageErrors('the components').record);
  const page = await context.newPage();
  await page.setContent(PAGE);
  await page.addScriptTag({ content: await componentsScript() });
  return page;
}
