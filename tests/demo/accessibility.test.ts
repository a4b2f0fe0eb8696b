import { test } from 'vitest';
import { hasNoViolations } from '../browser/axe.ts';
import { uniqueName, visitor } from './visitor.ts';

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
