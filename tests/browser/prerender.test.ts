import { expect, inject, test } from 'vitest';
import { unique } from '../kit/unique.ts';
import { connections } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { BrowserTab } from './browser-tab.ts';
import { openPrerenderingPage } from './engines/prerendering-chromium.ts';
import { PageErrors } from './page-errors.ts';
import { UserWithoutBrowser } from './user-without-browser.ts';

test('a prerendered page does not show its user online before the user opens it', async () => {
  const alice = { uid: unique('alice') };
  const page = await openPrerenderingPage(new PageErrors(alice.uid).record);
  const window = await (await person('bob')).opensTab();
  await window.watches(alice);
  await window.sees(alice, 'offline');
  await page.goto(inject('pageUrl'));
  const tab = new BrowserTab(page);
  await tab.signsInAs(alice);
  await window.sees(alice, 'online');
  await tab.leaves();
  await window.sees(alice, 'offline');

  await page.announcesLink(`${inject('pageUrl')}&opened=again`);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('prerendered'))).toBe(alice.uid);
  const dave = await new UserWithoutBrowser().appears();
  await window.watches(dave);
  await window.sees(dave, 'online');
  expect(await connections(alice)).toEqual([]);

  const opened = await page.followsLink();
  await window.sees(alice, 'online');
  expect(await opened.evaluate(() => globalThis.window.connectionBeforeOpened)).toEqual(['signed-out']);
  expect(await connections(alice)).toHaveLength(1);

  await new BrowserTab(opened).closes();
  await window.sees(alice, 'offline');
  expect(await window.hasSeen(alice)).toEqual(['offline', 'online', 'offline', 'online', 'offline']);
});
