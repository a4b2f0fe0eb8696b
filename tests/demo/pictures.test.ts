import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { Strip } from './strip.ts';
import { type Visitor, visitor } from './visitor.ts';

// Each test needs a suite that has just started, because the pictures show all users who were ever online. How: CONTRIBUTING.md.
test.runIf(process.env.UPDATE_SCREENSHOTS)('the pictures in the README', async () => {
  const ana = await visitor({ viewport: { width: 1280, height: 820 }, deviceScaleFactor: 2, reducedMotion: 'reduce' });
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

test.runIf(process.env.UPDATE_SCREENSHOTS)('the picture of the panel under the hood', async () => {
  const ana = await visitor({ viewport: { width: 1344, height: 820 }, deviceScaleFactor: 2, reducedMotion: 'reduce' });
  await ana.signsInAs('Ana');
  await ana.opensPanel();
  const panel = ana.page.locator('#under-the-hood');
  await panel.getByText('Every watcher sees you online.').waitFor();
  await ana.chooses('Busy');
  await panel.getByText('"availability": "busy"').waitFor();
  await panel.getByText('Only the function may write this.').waitFor();
  await panel.screenshot({ path: pathOf('demo-under-the-hood.png') });
});

test.runIf(process.env.UPDATE_SCREENSHOTS)('the strip in the README', async () => {
  const ana = await visitor({ viewport: { width: 400, height: 790 }, deviceScaleFactor: 1.5 });
  await ana.signsInAs('Ana');
  await ana.seesOnline('Ana');
  const strip = new Strip();
  const mei = await visitor();
  await mei.signsInAs('Mei');
  await ana.seesOnline('Mei');
  await strip.takes(ana.page, 'body', 'Mei opens a tab');
  await mei.chooses('Busy');
  await mei.setsCustomStatus('📝', 'Writing the release notes');
  await ana.seesOnline(/Mei.*release notes.*busy/s);
  await strip.takes(ana.page, 'body', 'Mei is busy');
  await mei.types('Hello');
  await mei.sends();
  await ana.receives('Mei', 'Hello');
  await mei.types('Are you there?');
  await ana.page.getByText('Mei is typing…').waitFor();
  // A function that has just started counts late.
  await ana.page.getByRole('button', { name: /Lobby\s*2/ }).waitFor();
  await strip.takes(ana.page, '#chat', 'Mei types');
  await mei.closesTab();
  await ana.seesGone('Mei');
  await ana.page.locator('#offline').getByText('Mei').waitFor();
  await strip.takes(ana.page, 'body', 'Mei closes the tab');
  await strip.saves(ana.page, 'demo-strip.png');
});

async function takes({ page }: Visitor, name: string): Promise<void> {
  await page.screenshot({ path: pathOf(name), fullPage: true });
}

function pathOf(name: string): string {
  const path = fileURLToPath(new URL(`../../docs/images/${name}`, import.meta.url));
  mkdirSync(dirname(path), { recursive: true });
  return path;
}
