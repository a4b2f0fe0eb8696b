import { expect, test } from 'vitest';
import { connections, places } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { leaseRunsOut } from './on-the-server.ts';

test('a tab that the browser has frozen is gone when its lease has run out, and back when it thaws', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  const [frozen] = await places(alice);
  if (!frozen) throw new Error('The tab has no connection');

  await tab.freezes();
  // Its socket is as good as before.
  await leaseRunsOut(frozen);
  await window.sees(alice, 'offline');
  expect(await connections(alice)).toEqual([]);

  await tab.thaws();
  await window.sees(alice, 'online');
  expect(await connections(alice)).toHaveLength(1);
});
