import { expect, test } from 'vitest';
import { uniqueName, visitor } from './visitor.ts';

test('a user of the demo sees that the sign-in has begun', async () => {
  const ana = await visitor();
  const release = await ana.holdsRequests('**/accounts:signUp*');
  const name = uniqueName('Ana');
  const signedIn = ana.signsInAs(name);
  await ana.page.getByText('Signing in…').waitFor();
  expect(await ana.page.getByRole('button', { name: 'Sign in' }).isDisabled()).toBe(true);
  release();
  await signedIn;
  expect(await ana.page.getByText('Signing in…').count()).toBe(0);
});

test('a user of the demo reads why the sign-in failed, and can try again', async () => {
  const ana = await visitor();
  await ana.losesNetwork();
  await ana.page.getByLabel('What is your name?').fill('Ana');
  await ana.page.getByRole('button', { name: 'Sign in' }).click();
  await ana.page.getByRole('alert').getByText('Start the demo with npm start').waitFor();
  await ana.regainsNetwork();
  const name = uniqueName('Ana');
  await ana.signsInAs(name);
  await ana.seesOnline(name);
  expect(await ana.page.getByRole('alert').isVisible()).toBe(false);
});

test('a user of the demo reads that a name has at most 40 characters', async () => {
  const { page } = await visitor();
  const field = page.getByLabel('What is your name?');
  expect(await field.evaluate((input) => input.getAttribute('aria-describedby'))).toBe('name-hint');
  await page.getByText('At most 40 characters.').waitFor();
  await field.pressSequentially('x'.repeat(41));
  await page.getByText('The limit is 40 characters. The rest is cut.').waitFor();
  expect(await field.inputValue()).toHaveLength(40);
});
