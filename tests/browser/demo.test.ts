import { expect, test } from 'vitest';
import { uniqueName, visitor } from './visitor.ts';

test('two windows of the demo see each other come and go', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const [nameOfAna, nameOfBen] = [uniqueName('Ana'), uniqueName('Ben')];
  await ana.comesInAs(nameOfAna);
  await ben.comesInAs(nameOfBen);
  await ana.seesOnline(nameOfBen);
  await ben.seesOnline(nameOfAna);
  await ben.closesTab();
  await ana.seesGone(nameOfBen);
  await ana.seesOnline(nameOfAna);
});

test('a second tab of the demo, opened by its link, is the same person', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ana.comesInAs(name);
  await ben.comesInAs(uniqueName('Ben'));
  const secondTab = await ana.opensAnotherTab();
  await secondTab.isConnected();
  await expect.poll(() => secondTab.page.getByRole('heading', { name }).isVisible()).toBe(true);
  await ana.closesTab();
  await secondTab.closesTab();
  await ben.seesGone(name);
});

test('the demo works by keyboard alone', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ben.comesInAs(uniqueName('Ben'));
  await ana.page.keyboard.type(name);
  await ana.page.keyboard.press('Enter');
  await ben.seesOnline(name);

  await ana.pressesByKeyboard('Go offline');
  await ben.seesGone(name);
  await ana.pressesByKeyboard('Come back');
  await ben.seesOnline(name);
  await ana.pressesByKeyboard('Sign out');
  await ben.seesGone(name);
  // Ready for the next name, without a mouse.
  await expect
    .poll(() => ana.page.getByLabel('What is your name?').evaluate((field) => field === document.activeElement))
    .toBe(true);
});

test('a name is text, whatever it looks like', async () => {
  const [mallory, ben] = await Promise.all([visitor(), visitor()]);
  await ben.comesInAs(uniqueName('Ben'));
  // 40 characters at most; the image would be asked for, and its failure run.
  const name = `<img src=x${Math.floor(Math.random() * 1e4)} onerror=alert(1)>`;
  await mallory.comesInAs(name);
  await ben.seesOnline(name);
  for (const { page } of [mallory, ben]) {
    expect(await page.locator('img[onerror]').count()).toBe(0);
  }
});

test('the demo says in words that it has no connection', async () => {
  const ana = await visitor();
  const name = uniqueName('Ana');
  await ana.comesInAs(name);
  // A list that has never come is not one that is out of date.
  await ana.seesOnline(name);
  await ana.losesNetwork();
  await ana.page.getByText('No connection.').waitFor();
  await ana.page.getByText('Not up to date').waitFor();
});

test('on a phone the demo never scrolls sideways', async () => {
  const ana = await visitor({ viewport: { width: 360, height: 740 } });
  const overflow = (): Promise<number> =>
    ana.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  const name = `${'W'.repeat(32)}${Math.random().toString(36).slice(2, 10)}`;
  await ana.comesInAs(name);
  await ana.seesOnline(name);
  expect(await overflow()).toBe(0);
});
