import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violationsOn } from './axe.ts';
import { Complaints } from './complaints.ts';
import { componentsScript } from './components-page.ts';
import { newContext } from './engines/chromium.ts';
import { uniqueName, visitor } from './visitor.ts';

const VIEWPORTS = [
  { width: 1280, height: 820 },
  { width: 360, height: 740 },
];

test('axe finds no fault in the demo of a signed-out user', async () => {
  const { page } = await visitor();
  await hasNoViolations(page);
  // Shows the hint about the limit.
  await page.getByLabel('What is your name?').fill('x'.repeat(40));
  await page.getByText('The limit is 40 characters.').waitFor();
  await hasNoViolations(page);
});

test('axe finds no fault in the demo of a signed-in user, with the panel closed and open', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const nameOfBen = uniqueName('Ben');
  await ana.signsInAs(uniqueName('Ana'));
  await ben.signsInAs(nameOfBen);
  await ben.types('Hello');
  await ben.sends();
  await ana.receives(nameOfBen, 'Hello');
  await ben.chooses('Busy');
  await ben.setsCustomStatus('🎧', 'Deep work');
  await ana.seesOnline(new RegExp(`${nameOfBen}.*🎧 Deep work.*busy`, 's'));
  await ben.types('Me');
  await hasNoViolations(ana.page);
  await ana.opensPanel();
  await hasNoViolations(ana.page);
  await ben.pressesByKeyboard('Go offline');
  await ana.page.locator('#offline').getByText(nameOfBen).waitFor();
  await hasNoViolations(ana.page);
});

test('axe finds no fault in the demo without a network', async () => {
  const ana = await visitor();
  const name = uniqueName('Ana');
  await ana.signsInAs(name);
  await ana.seesOnline(name);
  await ana.opensPanel();
  await ana.losesNetwork();
  await ana.page.getByText('Not up to date').waitFor();
  await hasNoViolations(ana.page);
});

test('axe finds no fault in the components of React', async () => {
  const context = await newContext(new Complaints('the components').record);
  const page = await context.newPage();
  await page.setContent(
    '<!doctype html><html lang="en"><title>Team</title><meta name="color-scheme" content="light dark">',
  );
  await page.addScriptTag({ content: await componentsScript() });
  for (const words of ['Online · 🎧 Deep work', 'Busy', 'Away', 'Offline', 'alice is typing…', '+1']) {
    await page.getByText(words, { exact: true }).first().waitFor();
  }
  await hasNoViolations(page);
});

/** On a desk and on a phone, in light and in dark. */
async function hasNoViolations(page: Page): Promise<void> {
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      // The animation of a change would give the colours of a moment.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violationsOn(page), `${viewport.width} pixels wide, ${colorScheme}`).toEqual([]);
    }
  }
}
