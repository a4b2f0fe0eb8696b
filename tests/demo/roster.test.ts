import { expect, test } from 'vitest';
import { uniqueName, type Visitor, visitor } from './visitor.ts';

test('two users of the demo see each other come online and go offline', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const [nameOfAna, nameOfBen] = [uniqueName('Ana'), uniqueName('Ben')];
  await ana.signsInAs(nameOfAna);
  await ben.signsInAs(nameOfBen);
  await ana.seesOnline(nameOfBen);
  await ben.seesOnline(nameOfAna);
  await ben.closesTab();
  await ana.seesGone(nameOfBen);
  await ana.seesOnline(nameOfAna);
});

test('a second tab of the demo, opened by its link, has the same user', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ana.signsInAs(name);
  await ben.signsInAs(uniqueName('Ben'));
  const secondTab = await ana.opensAnotherTab();
  await secondTab.isConnected();
  await expect.poll(() => secondTab.page.getByRole('heading', { name }).isVisible()).toBe(true);
  await ana.closesTab();
  await secondTab.closesTab();
  await ben.seesGone(name);
});

test('the demo works with the keyboard alone', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ben.signsInAs(uniqueName('Ben'));
  await ana.isAskedForName();
  await ana.page.keyboard.type(name);
  await ana.page.keyboard.press('Enter');
  await ben.seesOnline(name);

  await ana.pressesByKeyboard('Go offline');
  await ben.seesGone(name);
  await ana.pressesByKeyboard('Go online');
  await ben.seesOnline(name);
  await ana.pressesByKeyboard('Sign out');
  await ben.seesGone(name);
  await ana.isAskedForName();
});

test('the demo shows a name that contains HTML as text', async () => {
  const [mallory, ben] = await Promise.all([visitor(), visitor()]);
  await ben.signsInAs(uniqueName('Ben'));
  // At most 40 characters. As HTML, the page would request the image and run the handler of its failure.
  const name = `<img src=x${Math.floor(Math.random() * 1e4)} onerror=alert(1)>`;
  await mallory.signsInAs(name);
  await ben.seesOnline(name);
  for (const { page } of [mallory, ben]) {
    expect(await page.locator('img[onerror]').count()).toBe(0);
  }
});

test('the demo shows in words that it has no connection', async () => {
  const ana = await visitor();
  const name = uniqueName('Ana');
  await ana.signsInAs(name);
  // Only a list that was shown once can be out of date.
  await ana.seesOnline(name);
  await ana.losesNetwork();
  await ana.page.getByText('No connection.').waitFor();
  await ana.page.getByText('Not up to date').waitFor();
});

test('a user of the demo without network is offline at once in the own page, and later for others', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ana.signsInAs(name);
  await ben.signsInAs(uniqueName('Ben'));
  await ben.seesOnline(name);
  await ana.losesNetwork();
  await ana.seesGone(name);
  await ben.seesGone(name);
});

test('the demo does not scroll sideways on a phone', async () => {
  const ana = await visitor({ viewport: { width: 360, height: 740 } });
  const overflow = (): Promise<number> =>
    ana.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  const name = `${'W'.repeat(32)}${Math.random().toString(36).slice(2, 10)}`;
  await ana.signsInAs(name);
  await ana.seesOnline(name);
  expect(await overflow()).toBe(0);
  await ana.opensPanel();
  await ana.page.locator('#hood-status').getByText('"slot"').waitFor();
  expect(await overflow()).toBe(0);
});

test('the list of users is in the middle of a wide page, and comes before the settings on a phone', async () => {
  const ana = await visitor({ viewport: { width: 1280, height: 820 } });
  const name = uniqueName('Ana');
  await ana.signsInAs(name);
  await ana.seesOnline(name);
  const [list, settings, rooms] = await places(ana, '#online', '#me', '#chat');
  expect(settings?.x).toBeLessThan(Number(list?.x));
  expect(list?.x).toBeLessThan(Number(rooms?.x));
  await ana.page.setViewportSize({ width: 360, height: 740 });
  const [listOnPhone, settingsOnPhone] = await places(ana, '#online', '#me');
  expect(listOnPhone?.y).toBeLessThan(Number(settingsOnPhone?.y));
});

function places({ page }: Visitor, ...selectors: string[]) {
  return Promise.all(selectors.map((selector) => page.locator(selector).boundingBox()));
}
