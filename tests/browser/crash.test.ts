import { test } from 'vitest';
import { person } from './browser-person.ts';

test('a user whose only tab crashes goes offline', async () => {
  const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
  const tab = await alice.opensTab();
  const window = await bob.opensTab();
  await window.watches(alice);
  await window.sees(alice, 'online');
  await tab.crashes();
  await window.sees(alice, 'offline');
});
