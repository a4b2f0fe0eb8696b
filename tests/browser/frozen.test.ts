import { expect, test } from 'vitest';
import { connections, places } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { leaseExpires } from './on-the-server.ts';

test('a user whose tab is frozen is offline when the lease expires, and online when it thaws', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  const [frozen] = await places(alice);
  if (!frozen) throw new Error('The tab has no connection');

  await tab.freezes();
  // Its socket stays open.
  await leaseExpires(frozen);
  await window.sees(alice, 'offline');
  expect(await connections(alice)).toEqual([]);

  await tab.thaws();
  await window.sees(alice, 'online');
  expect(await connections(alice)).toHaveLength(1);
});
