import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { isOffline } from '../browser/on-the-server.ts';
import { uidsOf, uniqueName, visitor } from './visitor.ts';

test('two users in a room of the demo see each other type and send messages', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const [nameOfAna, nameOfBen] = [uniqueName('Ana'), uniqueName('Ben')];
  await ana.signsInAs(nameOfAna);
  await ben.signsInAs(nameOfBen);
  await ana.seesInRoom(nameOfBen);
  const typing = ben.page.getByText(`${nameOfAna} is typing…`);
  await expect.poll(() => ana.types('.').then(() => typing.isVisible())).toBe(true);
  await ana.sends();
  await ben.receives(nameOfAna, '.');
  await typing.waitFor({ state: 'detached' });
});

test('a user who changes the room is in the new room, and every room shows its occupancy', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ana.signsInAs(name);
  await ben.signsInAs(uniqueName('Ben'));
  await ben.seesInRoom(name);
  await ana.page.getByRole('button', { name: /^Design/ }).click();
  await ben.seesNotInRoom(name);
  await ben.page.getByRole('button', { name: /^Design/ }).click();
  await ben.seesInRoom(name);
  await expect.poll(() => ben.page.getByRole('button', { name: /^Design/ }).textContent()).toMatch(/[1-9]/);
});

test('other users of the demo see what a user chooses: busy, a custom status, invisible', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ana.signsInAs(name);
  await ben.signsInAs(uniqueName('Ben'));
  await ben.seesOnline(name);
  await ana.chooses('Busy');
  await ben.seesOnline(new RegExp(`${name}.*busy`, 's'));
  await ana.setsCustomStatus('🎧', 'Deep work');
  await ben.seesOnline(new RegExp(`${name}.*🎧 Deep work`, 's'));
  await ana.chooses('Invisible');
  await ben.seesGone(name);
  await ben.seesNotInRoom(name);
  // Their own page shows the choice, not the state that others see.
  await expect.poll(() => ana.page.getByLabel('You are').inputValue()).toBe('invisible');
});

test('a reload of the demo keeps the settings and the room', async () => {
  const [ana, ben] = await Promise.all([visitor(), visitor()]);
  const name = uniqueName('Ana');
  await ana.signsInAs(name);
  await ben.signsInAs(uniqueName('Ben'));
  await ana.chooses('Busy');
  await ben.seesOnline(new RegExp(`${name}.*busy`, 's'));
  await ana.page.reload();
  await ana.isConnected();
  await expect.poll(() => ana.page.getByLabel('You are').inputValue()).toBe('busy');
  await ben.seesInRoom(name);
});

test('the simulated users of `npm start` come online, send messages, and are marked as simulated', async () => {
  const program = fileURLToPath(new URL('../../demo/simulated-people.ts', import.meta.url));
  const simulated = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['pipe', 'inherit', 'inherit'] });
  const crashed = new Promise<number | null>((resolve) => simulated.once('exit', resolve));
  const people = ['Amara', 'Jonas', 'Mei'];
  onTestFinished(async () => {
    // The end of its standard input ends the program.
    simulated.stdin.end();
    await crashed;
    const uids = (await Promise.all(people.map(uidsOf))).flat();
    await Promise.all(uids.map((uid) => isOffline({ uid })));
  });
  const ana = await visitor();
  await ana.signsInAs(uniqueName('Ana'));
  const received = Promise.all(people.map((name) => ana.receives(name, '')));
  expect(await Promise.race([received.then(() => 'messages'), crashed.then((code) => `ended with ${code}`)])).toBe(
    'messages',
  );
  for (const name of people) {
    await ana.page.getByRole('log').getByText(`${name} simulated`).first().waitFor();
    await ana.page.locator('#people').getByText(`${name} simulated`).waitFor();
  }
});
