import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { isOffline } from './on-the-server.ts';
import { uidsOf, uniqueName, visitor } from './visitor.ts';

test('two visitors of a room see each other type and talk', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const [nameOfAna, nameOfBen] = [uniqueName('Ana'), uniqueName('Ben')];
  await ana.comesInAs(nameOfAna);
  await ben.comesInAs(nameOfBen);
  await ana.seesInRoom(nameOfBen);
  const typing = ben.page.getByText(`${nameOfAna} is typing…`);
  await expect.poll(() => ana.types('.').then(() => typing.isVisible())).toBe(true);
  await ana.says();
  await ben.hears(nameOfAna, '.');
  await typing.waitFor({ state: 'detached' });
});

test('whoever changes the room is in the other one, and every room says how many are there', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ana.comesInAs(name);
  await ben.comesInAs(uniqueName('Ben'));
  await ben.seesInRoom(name);
  await ana.page.getByRole('button', { name: /^Design/ }).click();
  await ben.seesNotInRoom(name);
  await ben.page.getByRole('button', { name: /^Design/ }).click();
  await ben.seesInRoom(name);
  await expect.poll(() => ben.page.getByRole('button', { name: /^Design/ }).textContent()).toMatch(/[1-9]/);
});

test('what a visitor chooses is seen by the others: busy, a custom status, invisible', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ana.comesInAs(name);
  await ben.comesInAs(uniqueName('Ben'));
  await ben.seesOnline(name);
  await ana.chooses('Busy');
  await ben.seesOnline(new RegExp(`${name}.*busy`, 's'));
  await ana.saysOfThemselves('🎧', 'Deep work');
  await ben.seesOnline(new RegExp(`${name}.*🎧 Deep work`, 's'));
  await ana.chooses('Invisible');
  await ben.seesGone(name);
  await ben.seesNotInRoom(name);
  // They see themselves as the others do, and that it was their choice.
  await expect.poll(() => ana.page.getByLabel('You are').inputValue()).toBe('invisible');
});

test('a reload keeps the choices and the room', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ana.comesInAs(name);
  await ben.comesInAs(uniqueName('Ben'));
  await ana.chooses('Busy');
  await ben.seesOnline(new RegExp(`${name}.*busy`, 's'));
  await ana.page.reload();
  await ana.isConnected();
  await expect.poll(() => ana.page.getByLabel('You are').inputValue()).toBe('busy');
  await ben.seesInRoom(name);
});

test('the simulated people of `npm start` come in and talk', async () => {
  const program = fileURLToPath(new URL('../../demo/simulated-people.ts', import.meta.url));
  const simulated = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['pipe', 'inherit', 'inherit'] });
  const crashed = new Promise<number | null>((resolve) => simulated.once('exit', resolve));
  const people = ['Amara', 'Jonas', 'Mei'];
  onTestFinished(async () => {
    // The end of what they listen to ends them.
    simulated.stdin.end();
    await crashed;
    const uids = (await Promise.all(people.map(uidsOf))).flat();
    await Promise.all(uids.map((uid) => isOffline({ uid })));
  });
  const ana = await visitor();
  await ana.comesInAs(uniqueName('Ana'));
  const heard = Promise.all(people.map((name) => ana.hears(name, '')));
  expect(await Promise.race([heard.then(() => 'talk'), crashed.then((code) => `ended with ${code}`)])).toBe('talk');
});
