import axe, { type Result } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** A desk and a phone. */
const VIEWPORTS = [
  { width: 1280, height: 820 },
  { width: 360, height: 740 },
];

/** Runs all rules of axe on the page as it is now: on a desk and on a phone, in light and in dark. */
export async function hasNoViolations(page: Page): Promise<void> {
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      // During an animation, axe would judge the colours of a moment.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violationsOn(page), `${viewport.width} pixels wide, ${colorScheme}`).toEqual([]);
    }
  }
}

async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { passes, violations } = await page.evaluate(() => window.axe.run());
  if (passes.length === 0) throw new Error('axe has checked nothing');
  return violations.map(inWords);
}

function inWords({ id, help, nodes }: Result): string {
  return `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`;
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
