import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { Strip } from './strip.ts';
import { type Visitor, visitor } from './visitor.ts';

// Each test needs a suite that has just started, because the pictures show all users who were ever online. How: CONTRIBUTING.md.
test.runIf(process.env.UPDATE_SCREENSHOTS)('the pictures in the README', async () => {
  const ana = await visitor({ viewport: { width: 1280, height: 820 }, deviceScaleFactor: 2 });
  await ana.signsInAs('Ana');
  const others: Record<string, Visitor> = {};
  for (const name of ['Amara', 'Jonas', 'Mei', 'Rafael']) {
    const other = await visitor();
    await other.signsInAs(name);
    others[name] = other;
    await ana.seesOnline(name);
  }
  const { Amara, Jonas, Mei, Rafael } = others;
  await Amara?.chooses('Busy');
  await Amara?.setsCustomStatus('📝', 'Writing the release notes');
  await Jonas?.setsCustomStatus('🚆', 'On the train');
  await ana.seesOnline(/Amara.*busy/s);
  await ana.seesOnline(/Jonas.*train/s);
  await Jonas?.types('Morning! Is the build green?');
  await Jonas?.sends();
  await ana.receives('Jonas', 'Morning! Is the build green?');
  await Mei?.types('It is. Who reviews the last change?');
  await Mei?.sends();
  await ana.receives('Mei', 'It is. Who reviews the last change?');
  await ana.types('Me');
  await ana.sends();
  await ana.receives('Ana', 'Me');
  await Rafael?.pressesByKeyboard('Go offline');
  await ana.seesGone('Rafael');
  await ana.page.locator('#offline').getByText('Rafael').waitFor();
  await ana.page.getByRole('button', { name: /Lobby\s*4/ }).waitFor();
  await Mei?.types('Thank you');
  await ana.page.getByText('Mei is typing…').waitFor();
  await takes(ana, 'demo.png');
  await ana.page.emulateMedia({ colorScheme: 'dark' });
  await Mei?.types('!');
  await ana.page.getByText('Mei is typing…').waitFor();
  await takes(ana, 'demo-dark.png');
});

test.runIf(process.env.UPDATE_SCREENSHOTS)('the strip in the README', async () => {
  const ana = await visitor({ viewport: { width: 400, height: 790 }, deviceScaleFactor: 1.5 });
  await ana.signsInAs('Ana');
  const strip = new Strip();
  const mei = await visitor();
  await mei.signsInAs('Mei');
  await ana.seesOnline('Mei');
  // A function that has just started counts late.
  await ana.page.getByRole('button', { name: /Lobby\s*2/ }).waitFor();
  await strip.takes(ana.page, '#chat', 'Mei opens a tab');
  await mei.types('Hello');
  await ana.page.getByText('Mei is typing…').waitFor();
  await strip.takes(ana.page, '#chat', 'Mei types');
  await mei.sends();
  await mei.chooses('Busy');
  await ana.seesOnline(/Mei.*busy/s);
  await strip.takes(ana.page, '#chat', 'Mei is busy');
  await mei.closesTab();
  await ana.seesGone('Mei');
  await ana.page.locator('#offline').getByText('Mei').waitFor();
  await ana.page.getByRole('button', { name: /Lobby\s*1/ }).waitFor();
  await strip.takes(ana.page, '#chat', 'Mei closes the tab');
  await strip.saves(ana.page, 'demo-strip.png');
});

async function takes({ page }: Visitor, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../../docs/images/${name}`, import.meta.url));
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path });
}
