import { leasePath } from '@firebase-presence/contract';
import { expect, onTestFinished, test } from 'vitest';
import { connections } from '../people.ts';
import { keepSchedule } from '../schedule.ts';
import * as suite from '../suite.ts';
import { person } from './person.ts';

test('a tab that the browser has frozen is gone when its lease has run out, and back when it thaws', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  const [frozen = ''] = await connections(alice);

  await tab.freezes();
  // Its socket is as good as before, and it has been frozen for longer than any lease lasts.
  await suite.admin().database.ref(leasePath(frozen)).update({ at: 1 });
  onTestFinished(await keepSchedule('sweepLeases', 60_000));
  await window.sees(alice, 'offline');
  expect(await connections(alice)).toEqual([]);

  await tab.thaws();
  await window.sees(alice, 'online');
  expect(await connections(alice)).toHaveLength(1);
});
