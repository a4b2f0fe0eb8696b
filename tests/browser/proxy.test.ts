import { expect, test } from 'vitest';
import { connections, places } from '../kit/users/index.ts';
import { person } from './browser-person.ts';
import { leaseExpires } from './on-the-server.ts';
import { withoutWebSockets } from './without-web-sockets.ts';

test('a user whose network blocks WebSockets comes online and goes offline', async () => {
  const [alice, bob] = await Promise.all([person('alice', { database: await withoutWebSockets() }), person('bob')]);
  alice.expectsNetworkErrors();
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  await tab.leaves();
  await window.sees(alice, 'offline');
  await tab.enters();
  await window.sees(alice, 'online');

  const [connection] = await places(alice);
  if (!connection) throw new Error('The tab has no connection');
  await tab.closes();
  // No socket ends with the page, so the server may notice it late.
  await leaseExpires(connection);
  await window.sees(alice, 'offline');
  expect(await connections(alice)).toEqual([]);
});
