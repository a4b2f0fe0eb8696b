import axe, { type Result } from 'axe-core';
import type { Page } from 'playwright-core';

/** Runs all rules of axe on the page as it is now. Returns one line for each rule that the page breaks. */
export async function violationsOn(page: Page): Promise<string[]> {
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
